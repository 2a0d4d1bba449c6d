import type { OpenAPIObject } from '@nestjs/swagger';

type Named<Part extends keyof NonNullable<OpenAPIObject['components']>> = NonNullable<
  NonNullable<OpenAPIObject['components']>[Part]
>[string];

/** A JSON Schema (draft 2020-12), or a reference to one. */
export type Schema = Named<'schemas'>;

/** What a route answers when it does what it was asked. */
export interface Answer {
  readonly description?: string;
  readonly body: Schema | 'none' | 'file';
  /** It may also answer 204, without a body. */
  readonly mayBeEmpty?: true;
  /** The version of the thing comes as ETag. */
  readonly versioned?: true;
  /** `needed`: refused with 428 without the header; `possible`: without it the change is made to whatever is there. */
  readonly ifMatch?: 'needed' | 'possible';
  /** With an Idempotency-Key it counts once. */
  readonly repeatable?: true;
  /** Asked without signing in. */
  readonly public?: true;
}
