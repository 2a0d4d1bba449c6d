import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';

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
  for (const { prototype } of controllers) {
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const types: unknown[] = Reflect.getMetadata('design:paramtypes', prototype, method) ?? [];
      for (const type of types) if (typeof type === 'function') describeClass(type);
    }
  }
}

function describeClass(type: Function): void {
  const storage = getMetadataStorage();
  const fields = storage.groupByPropertyName(storage.getTargetValidationMetadatas(type, '', true, false));
  const known: string[] = Reflect.getMetadata(DESCRIBED, type.prototype) ?? [];
  for (const [field, rules] of Object.entries(fields)) {
    if (known.includes(`:${field}`)) continue;
    ApiProperty(schemaOf(type, field, rules))(type.prototype, field);
  }
}

function schemaOf(type: Function, field: string, rules: readonly Rule[]): ApiPropertyOptions {
  const nullable = rules.some((rule) => rule.type === 'conditionalValidation' && rule.name !== 'isOptional');
  const required = !rules.some((rule) => rule.type === 'conditionalValidation');
  const nested: unknown = Reflect.getMetadata('design:type', type.prototype, field);
  if (rules.some((rule) => rule.type === 'nestedValidation') && typeof nested === 'function') {
    describeClass(nested);
    return { type: () => nested, required };
  }
  const said = (each: boolean) => Object.assign({}, ...rules.filter((rule) => rule.each === each).map(wordsOf));
  const list = rules.some((rule) => rule.name === 'isArray');
  const schema = list ? { type: 'array', items: { type: 'string', ...said(true) } } : said(false);
  return {
    ...(Object.keys(schema).length === 0 ? { type: 'string' } : schema),
    required,
    ...(nullable ? { nullable } : {}),
  };
}

const wordsOf = (rule: Rule): Record<string, unknown> => WORDS[rule.name ?? '']?.(rule.constraints) ?? {};
