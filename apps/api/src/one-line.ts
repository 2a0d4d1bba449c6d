import { Transform } from 'class-transformer';

/** `@OneLine()`: breaks and other control characters become blanks, and none stay at the ends; what is only blanks is then empty. */
export const OneLine = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim() : value,
  );
