import type { Named } from './answers.js';
import type { Controllability, Timestamp } from './words.js';

/** One node of a tree. Its code never changes: figures of years rest on it. */
export interface CauseNode {
  readonly code: string;
  readonly parent: string | null;
  readonly labels: { readonly en: string; readonly de: string };
  /** When to choose it, and when not. */
  readonly definition: string;
  /** The process it is bound to, in the words of the house. */
  readonly process: string | null;
  readonly owner: Named | null;
  readonly controllability: Controllability;
  readonly position: number;
  readonly validFrom: Timestamp;
  /** Retired: kept for what was tagged with it, and chosen no more. */
  readonly validTo: Timestamp | null;
  readonly replacedBy: string | null;
}

/** The version grows with each change and is the ETag. */
export interface CauseTree {
  readonly tree: 'problemType' | 'rootCause';
  readonly version: number;
  readonly nodes: readonly CauseNode[];
}

/** What one version changed. */
export interface CauseTreeVersion {
  readonly version: number;
  readonly at: Timestamp;
  /** Null: it came with the installation. */
  readonly by: Named | null;
  readonly codes: readonly string[];
}

export interface SaveCauseNode {
  readonly code: string;
  readonly parent?: string | null;
  readonly labels: { readonly en: string; readonly de: string };
  readonly definition?: string;
  readonly process?: string | null;
  readonly ownerId?: string | null;
  readonly controllability?: Controllability;
  /** Among those beside it; at the end when it is left out. */
  readonly position?: number;
}

/** A cause that others of its kind had, most telling first. `because`: what they share with this ticket. */
export interface LikelyCause {
  readonly code: string;
  readonly labels: { readonly en: string; readonly de: string };
  readonly because: 'problemType' | 'product' | 'queue';
  /** Of the newest tags that the asker may see. */
  readonly tickets: number;
}

export interface LikelyCauses {
  readonly causes: readonly LikelyCause[];
  /** What customers of this queue and product complained of. */
  readonly problemTypes: readonly LikelyCause[];
  /** How many tags were looked at. */
  readonly of: number;
}
