import { Reflector } from '@nestjs/core';
import type { Role, Scope } from '@redress/domain/people.js';

export interface Rule {
  /** Whoever has one of these roles; every role when left out. */
  readonly roles?: readonly Role[];
  /** The scope that a token or a session needs: one of these. */
  readonly scope?: Scope | readonly Scope[];
  /** Asked without signing in. The asker is then absent. */
  readonly public?: true;
  /**
   * A secret in the address lets in and no cookie does, so no page of another site can borrow anything. These pages send no referrer, and
   * with it browsers leave the origin of what is posted from them unnamed: that alone is no reason to refuse.
   */
  readonly byLink?: true;
  /**
   * For reading: the handler is given no asker but a way to work for whom we knew under this session or token lately (`AskingAhead`). What it
   * read comes out at once when he was still the same in the snapshot that it was read from.
   */
  readonly ahead?: true;
}

/**
 * Who may call a route. A route without it is refused to everybody. What a caller may see of the things behind the route is
 * decided in SQL by his sight, not here.
 */
export const Allow = Reflector.createDecorator<Rule>();
