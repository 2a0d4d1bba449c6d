import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import type { Schema } from './openapi-words.js';

/** One rule of class-validator on one field. */
interface Rule {
  readonly type: string;
  readonly name?: string;
  readonly constraints: readonly unknown[];
  readonly each: boolean;
}

/** What a rule says in the words of JSON Schema. A rule that is not here only refuses and describes nothing. */
const WORDS: Readonly<Record<string, (constraints: readonly unknown[]) => Record<string, unknown>>> = {
  isString: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  maxLength: ([maxLength]) => ({ type: 'string', maxLength }),
  isLength: ([minLength, maxLength]) => ({ type: 'string', minLength, maxLength }),
  matches: ([pattern]) => ({ type: 'string', ...(pattern instanceof RegExp ? { pattern: pattern.source } : {}) }),
  isIn: ([values]) => ({ type: Array.isArray(values) ? typeof values[0] : 'string', enum: values }),
};

const DESCRIBED = 'swagger/apiModelPropertiesArray';

/** Describes the requests that controllers take by the rules that judge them, so that both never differ. What is described by hand stays. */
export function describeRequests(controllers: readonly Type<object>[]): void {
  for (const controller of controllers) {
    const prototype = prototypeOf(controller);
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const types: unknown[] = Reflect.getMetadata('design:paramtypes', prototype, method) ?? [];
      for (const type of types) if (typeof type === 'function') describeClass(type);
    }
  }
}

function prototypeOf(type: Function): object {
  const prototype: unknown = type.prototype;
  return typeof prototype === 'object' && prototype !== null ? prototype : {};
}

function describeClass(type: Function): void {
  const storage = getMetadataStorage();
  const fields = storage.groupByPropertyName(storage.getTargetValidationMetadatas(type, '', true, false));
  const known: string[] = Reflect.getMetadata(DESCRIBED, prototypeOf(type)) ?? [];
  for (const [field, rules] of Object.entries(fields)) {
    if (known.includes(`:${field}`)) continue;
    ApiProperty(schemaOf(type, field, rules))(prototypeOf(type), field);
  }
}

function schemaOf(type: Function, field: string, rules: readonly Rule[]): ApiPropertyOptions {
  const nullable = rules.some((rule) => rule.type === 'conditionalValidation' && rule.name !== 'isOptional');
  const required = !rules.some((rule) => rule.type === 'conditionalValidation');
  const nested: unknown = Reflect.getMetadata('design:type', prototypeOf(type), field);
  if (rules.some((rule) => rule.type === 'nestedValidation') && typeof nested === 'function') {
    describeClass(nested);
    return { type: () => nested, required };
  }
  const said = (each: boolean): Record<string, unknown> =>
    Object.fromEntries(rules.filter((rule) => rule.each === each).flatMap((rule) => Object.entries(wordsOf(rule))));
  const list = rules.some((rule) => rule.name === 'isArray');
  const schema = list ? { type: 'array', items: { type: 'string', ...said(true) } } : said(false);
  return {
    ...(Object.keys(schema).length === 0 ? { type: 'string' } : schema),
    required,
    ...(nullable ? { nullable } : {}),
  };
}

const wordsOf = (rule: Rule): Record<string, unknown> => WORDS[rule.name ?? '']?.(rule.constraints) ?? {};

/** JSON Schema knows no `nullable`: null is one more type. Nest writes the word all the same. */
export function withoutNullable(schema: Schema): Schema {
  if ('$ref' in schema) return schema;
  const { nullable, ...rest } = schema;
  const plain: Schema = {
    ...rest,
    ...(rest.items ? { items: withoutNullable(rest.items) } : {}),
    ...(rest.properties ? { properties: withoutNullableIn(rest.properties) } : {}),
  };
  if (nullable !== true) return plain;
  if (typeof rest.type !== 'string') return { anyOf: [plain, { type: 'null' }] };
  return { ...plain, type: [rest.type, 'null'], ...(rest.enum ? { enum: [...rest.enum, null] } : {}) };
}

const withoutNullableIn = (properties: Readonly<Record<string, Schema>>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, withoutNullable(schema)]));
