/** The part of JSON Schema in which the API describes what it answers. */
export interface DescribedSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly items?: DescribedSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, DescribedSchema>>;
  readonly additionalProperties?: DescribedSchema;
  readonly allOf?: readonly DescribedSchema[];
  readonly anyOf?: readonly DescribedSchema[];
  readonly description?: string;
}

const JUDGED = new Set([
  ...['$ref', 'type', 'enum', 'format', 'items', 'required', 'properties'],
  ...['additionalProperties', 'allOf', 'anyOf', 'description'],
]);
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/**
 * Where a value is not what its schema says: a path and a reason for each place. A property that nobody described is a fault, too.
 * @throws for a word of JSON Schema that is not judged here, and for a reference to nothing
 */
export function faultsIn(
  value: unknown,
  schema: DescribedSchema,
  schemas: Readonly<Record<string, DescribedSchema>>,
  at = '',
): string[] {
  const whole = flat(schema, schemas);
  const { anyOf, type, format } = whole;
  if (anyOf) {
    const tried = anyOf.map((each) => faultsIn(value, each, schemas, at));
    return tried.some((faults) => faults.length === 0)
      ? []
      : [`${at}: is none of the ${anyOf.length}`, ...tried.flat()];
  }
  if (type !== undefined && ![type].flat().includes(typeOf(value))) return [`${at}: is ${typeOf(value)}, not ${type}`];
  if (whole.enum && !whole.enum.includes(value)) return [`${at}: ${String(value)} is not in the list`];
  if (format === 'date-time' && typeof value === 'string' && !RFC_3339.test(value))
    return [`${at}: ${value} is no time`];
  const { items } = whole;
  if (Array.isArray(value))
    return items ? value.flatMap((each, index) => faultsIn(each, items, schemas, `${at}/${index}`)) : [];
  return whole.type === 'object' && value !== null && typeof value === 'object'
    ? faultsOf(Object.entries(value), whole, schemas, at)
    : [];
}

function faultsOf(
  entries: readonly (readonly [string, unknown])[],
  { required = [], properties = {}, additionalProperties }: DescribedSchema,
  schemas: Readonly<Record<string, DescribedSchema>>,
  at: string,
): string[] {
  const names = new Set(entries.map(([name]) => name));
  const missing = required.filter((name) => !names.has(name)).map((name) => `${at}/${name}: is missing`);
  const wrong = entries.flatMap(([name, value]) => {
    const schema = properties[name] ?? additionalProperties;
    return schema === undefined
      ? [`${at}/${name}: is not described`]
      : faultsIn(value, schema, schemas, `${at}/${name}`);
  });
  return [...missing, ...wrong];
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** References followed, and everything that must hold at once in one schema. */
function flat(schema: DescribedSchema, schemas: Readonly<Record<string, DescribedSchema>>): DescribedSchema {
  const strange = Object.keys(schema).find((word) => !JUDGED.has(word));
  if (strange !== undefined) throw new Error(`Nothing here judges "${strange}"`);
  const { $ref, allOf = [], ...own } = schema;
  if ($ref === undefined && allOf.length === 0) return own;
  const parts = [...($ref === undefined ? [] : [{ ...target($ref, schemas) }]), ...allOf].map((each) =>
    flat(each, schemas),
  );
  return [...parts, own].reduce((whole, part) => ({
    ...whole,
    ...part,
    ...(whole.required || part.required ? { required: [...(whole.required ?? []), ...(part.required ?? [])] } : {}),
    ...(whole.properties || part.properties ? { properties: { ...whole.properties, ...part.properties } } : {}),
  }));
}

function target($ref: string, schemas: Readonly<Record<string, DescribedSchema>>): DescribedSchema {
  const schema = schemas[$ref.replace('#/components/schemas/', '')];
  if (schema === undefined) throw new Error(`${$ref} leads nowhere`);
  return schema;
}
