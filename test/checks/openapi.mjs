/*
 * What the API answers, for its description: read from the types of libs/contract and from the controllers, so that nobody
 * writes it twice. Without an argument it fails when apps/api/src/openapi-schemas.ts is stale; with --write it makes it anew.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const target = join(root, 'apps/api/src/openapi-schemas.ts');
const METHODS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);

const parse = (path) =>
  ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, /* setParentNodes */ true);

const contractFiles = readdirSync(join(root, 'libs/contract/src')).filter(
  (file) => !['commands.ts', 'live.ts'].includes(file),
);
/** Name → declaration of everything that crosses the wire as an answer. */
const declared = new Map(
  contractFiles.flatMap((file) =>
    parse(`libs/contract/src/${file}`).statements.flatMap((statement) =>
      ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
        ? [[statement.name.text, statement]]
        : [],
    ),
  ),
);
/** Finished schemas by name, in the order in which they were asked for. */
const schemas = new Map();

const fail = (node, what) => {
  throw new Error(`${node.getSourceFile().fileName}: ${what}: ${node.getText()}`);
};

const docOf = (node) => {
  const comment = node.jsDoc?.at(-1)?.comment;
  return typeof comment === 'string' ? { description: comment.replace(/\s+/g, ' ') } : {};
};

const KEYWORDS = new Map([
  [ts.SyntaxKind.StringKeyword, { type: 'string' }],
  [ts.SyntaxKind.NumberKeyword, { type: 'number' }],
  [ts.SyntaxKind.BooleanKeyword, { type: 'boolean' }],
  [ts.SyntaxKind.UnknownKeyword, {}],
]);

/** @param names what the type parameters around stand for */
function schemaOf(node, names = new Map()) {
  const keyword = KEYWORDS.get(node.kind);
  if (keyword) return { ...keyword };
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return schemaOf(node.type, names);
  if (ts.isArrayTypeNode(node)) return { type: 'array', items: schemaOf(node.elementType, names) };
  if (ts.isUnionTypeNode(node)) return unionOf(node.types, names);
  if (ts.isLiteralTypeNode(node)) return unionOf([node], names);
  if (ts.isIntersectionTypeNode(node)) return { allOf: node.types.map((each) => schemaOf(each, names)) };
  if (ts.isTypeLiteralNode(node)) return objectOf(node.members, names);
  if (ts.isTypeReferenceNode(node)) return referenceOf(node, names);
  return fail(node, 'no schema for this kind of type');
}

function referenceOf(node, names) {
  const name = node.typeName.getText();
  const given = node.typeArguments ?? [];
  if (names.has(name)) return names.get(name);
  if (name === 'Timestamp') return { type: 'string', format: 'date-time' };
  if (name === 'Readonly' || (name === 'Partial' && given[0].typeName?.getText() === 'Record'))
    return schemaOf(given[0], names);
  if (name === 'Record') return { type: 'object', additionalProperties: schemaOf(given[1], names) };
  const declaration = declared.get(name) ?? fail(node, 'not a type of the contract');
  const known = `${given.map((each) => each.getText()).join('')}${name}`;
  if (!schemas.has(known)) {
    // The name is taken first: types may refer to themselves.
    schemas.set(known, {});
    const parameters = (declaration.typeParameters ?? []).map((each, index) => [
      each.name.text,
      schemaOf(given[index], names),
    ]);
    schemas.set(known, declarationOf(declaration, new Map(parameters)));
  }
  return { $ref: `#/components/schemas/${known}` };
}

function declarationOf(declaration, names) {
  if (ts.isTypeAliasDeclaration(declaration)) return { ...docOf(declaration), ...schemaOf(declaration.type, names) };
  const own = objectOf(declaration.members, names);
  const parents = (declaration.heritageClauses ?? []).flatMap((clause) => clause.types);
  if (parents.length === 0) return { ...docOf(declaration), ...own };
  const inherited = parents.map((parent) =>
    parent.expression.text === 'Omit'
      ? withoutFields(parent.typeArguments, names)
      : referenceOf(ts.factory.createTypeReferenceNode(nameNode(parent.expression)), names),
  );
  return { ...docOf(declaration), allOf: [...inherited, own] };
}

/** `Omit<Whole, 'id' | 'position'>` */
function withoutFields([whole, left], names) {
  const name = whole.typeName.getText();
  const declaration = declared.get(name) ?? fail(whole, 'not a type of the contract');
  const gone = (ts.isUnionTypeNode(left) ? left.types : [left]).map(({ literal }) => valueOf(literal));
  const members = declaration.members.filter((member) => !gone.includes(member.name.text));
  return objectOf(members, names);
}

/** A reference to a parent has no text of its own: it is made here. */
const nameNode = (expression) =>
  Object.assign(ts.factory.createIdentifier(expression.text), { getText: () => expression.text });

function objectOf(members, names) {
  const properties = {};
  const required = [];
  for (const member of members) {
    const name = member.name.text;
    properties[name] = { ...docOf(member), ...schemaOf(member.type, names) };
    if (member.questionToken === undefined) required.push(name);
  }
  return { type: 'object', ...(required.length === 0 ? {} : { required }), properties };
}

const isNull = (node) => ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;

function unionOf(types, names) {
  const nullable = types.some(isNull);
  const rest = types.filter((each) => !isNull(each) && each.kind !== ts.SyntaxKind.UndefinedKeyword);
  const literals = rest.filter(ts.isLiteralTypeNode).map(({ literal }) => valueOf(literal));
  if (literals.length === 0 && rest.length === 1) return orNull(schemaOf(rest[0], names), nullable);
  if (literals.length < rest.length) return orNull({ anyOf: rest.map((each) => schemaOf(each, names)) }, nullable);
  return orNull({ type: typeof literals[0], enum: literals }, nullable);
}

function valueOf(literal) {
  if (ts.isStringLiteral(literal)) return literal.text;
  if (ts.isNumericLiteral(literal)) return Number(literal.text);
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return true;
  return literal.kind === ts.SyntaxKind.FalseKeyword ? false : fail(literal, 'no literal of JSON');
}

function orNull(schema, nullable) {
  if (!nullable) return schema;
  if (schema.anyOf) return { anyOf: [...schema.anyOf, { type: 'null' }] };
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const { type, ...rest } = schema;
  return { type: [type, 'null'], ...rest, ...(rest.enum ? { enum: [...rest.enum, null] } : {}) };
}

const decoratorsOf = (node) =>
  (ts.getDecorators(node) ?? []).map(({ expression }) => ({
    name: ts.isCallExpression(expression) ? expression.expression.getText() : expression.getText(),
    text: expression.getText(),
  }));

/** `Tickets.read` → what that route answers and which headers go with it. */
function answersOf(file) {
  const answers = [];
  const { statements } = parse(`apps/api/src/${file}`);
  for (const declaration of statements.filter(ts.isClassDeclaration)) {
    const around = decoratorsOf(declaration);
    if (!around.some(({ name }) => name === 'Controller')) continue;
    if (around.some(({ name }) => name === 'ApiExcludeController')) continue;
    for (const method of methodsOf(declaration)) {
      const route = decoratorsOf(method).find((each) => METHODS.has(each.name));
      if (route === undefined) continue;
      const subject = declaration.name.text.replace('Controller', '');
      answers.push([`${subject}.${method.name.getText()}`, answerOf({ method, around, verb: route.name })]);
    }
  }
  return answers;
}

/** Its own and those it inherits from classes of this folder, which stand first, as Nest has them answer. */
function methodsOf(declaration) {
  const own = declaration.members.filter(ts.isMethodDeclaration);
  const parent = parentOf(declaration);
  if (parent === undefined) return own;
  const names = new Set(own.map(({ name }) => name.getText()));
  return [...methodsOf(parent).filter(({ name }) => !names.has(name.getText())), ...own];
}

function parentOf(declaration) {
  const clause = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  if (clause === undefined) return undefined;
  const name = clause.types[0].expression.getText();
  const { statements } = declaration.getSourceFile();
  const from = statements
    .filter(ts.isImportDeclaration)
    .find(({ importClause }) => importClause?.namedBindings?.elements?.some((each) => each.name.text === name));
  if (from !== undefined && !from.moduleSpecifier.text.startsWith('./')) return fail(clause, 'routes from elsewhere');
  const there =
    from === undefined
      ? statements
      : parse(`apps/api/src/${from.moduleSpecifier.text.slice(2).replace(/\.js$/, '.ts')}`).statements;
  return there.find((each) => ts.isClassDeclaration(each) && each.name.text === name) ?? fail(clause, 'no such class');
}

/** Decorators of parameters that read If-Match beside other things. */
const sightingsOf = (method) =>
  new Set(['IfMatch', ...method.getSourceFile().statements.filter(ts.isVariableStatement).flatMap(sightingsIn)]);

const sightingsIn = ({ declarationList }) =>
  declarationList.declarations
    .filter(({ initializer }) => /^createParamDecorator\([^]*\bifMatch\(/.test(initializer?.getText() ?? ''))
    .map(({ name }) => name.getText());

function answerOf({ method, around, verb }) {
  const decorators = [...around, ...decoratorsOf(method)];
  const parameters = method.parameters.flatMap(decoratorsOf).map((each) => each.name);
  const isPublic = decorators.some(({ name, text }) => name === 'Allow' && text.includes('public: true'));
  const isStreamed = decorators.some(({ name }) => name === 'ApiConsumes');
  return {
    ...docOf(method),
    ...bodyOf(method),
    ...(givesResponseOn(method.body) ? { versioned: true } : {}),
    ...(parameters.includes('SeenVersion') ? { ifMatch: 'needed' } : {}),
    ...(parameters.some((name) => sightingsOf(method).has(name)) ? { ifMatch: 'possible' } : {}),
    ...(verb === 'Post' && !isPublic && !isStreamed ? { repeatable: true } : {}),
    ...(isPublic ? { public: true } : {}),
  };
}

function bodyOf(method) {
  const promised = method.type ?? fail(method.name, 'a route must say what it answers');
  const type = promised.getText().startsWith('Promise<') ? promised.typeArguments[0] : promised;
  if (type.kind === ts.SyntaxKind.VoidKeyword) return { body: 'none' };
  if (type.getText() === 'StreamableFile') return { body: 'file' };
  const mayBeEmpty =
    ts.isUnionTypeNode(type) && type.types.some((each) => each.kind === ts.SyntaxKind.UndefinedKeyword);
  return { body: schemaOf(type), ...(mayBeEmpty ? { mayBeEmpty: true } : {}) };
}

/** Handing the response to `this.show` or `setVersion` is how a route sends the version as ETag. */
function givesResponseOn(node) {
  if (ts.isCallExpression(node) && /^(?:this\.show|setVersion)$/.test(node.expression.getText())) {
    if (node.arguments.some((each) => each.getText() === 'response')) return true;
  }
  return ts.forEachChild(node, (child) => givesResponseOn(child) || undefined) ?? false;
}

function written() {
  const files = readdirSync(join(root, 'apps/api/src')).filter((file) => file.endsWith('.controller.ts'));
  const answers = files.sort().flatMap(answersOf);
  if (!schemas.has('Problem')) schemas.set('Problem', declarationOf(declared.get('Problem'), new Map()));
  const lines = (entries) => entries.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return [
    '/* Made by `node test/checks/openapi.mjs --write` from libs/contract and the controllers: change those. */',
    "import type { Answer, Schema } from './openapi-words.js';",
    '',
    '// prettier-ignore',
    'export const SCHEMAS: Readonly<Record<string, Schema>> = {',
    ...lines([...schemas].sort(([one], [other]) => (one < other ? -1 : 1))),
    '};',
    '',
    '/** By operation: a route that is not here has no description. */',
    '// prettier-ignore',
    'export const ANSWERS: Readonly<Record<string, Answer>> = {',
    ...lines(answers),
    '};',
    '',
  ].join('\n');
}

const fresh = written();
if (process.argv.includes('--write')) writeFileSync(target, fresh);
else if (readFileSync(target, 'utf8') !== fresh) {
  process.stderr.write('apps/api/src/openapi-schemas.ts is stale: run node test/checks/openapi.mjs --write\n');
  process.exitCode = 1;
}
