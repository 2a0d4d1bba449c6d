import type { Instant } from '../time.js';
import type { RegulatoryTemplate, SlaPolicy } from './policy.js';

/**
 * The policies that count for a clock that starts at an instant, in the order in which they are tried. Of each policy it is the version with
 * the latest `validFrom` that is not after the start, the higher number where two begin together; a policy whose version then is switched
 * off is left out.
 */
export function inForce(policies: readonly SlaPolicy[], startAt: Instant): SlaPolicy[] {
  const chosen = new Map<string, SlaPolicy>();
  for (const policy of policies) {
    if (policy.validFrom > startAt) continue;
    const other = chosen.get(policy.id);
    if (other === undefined || isLater(policy, other)) chosen.set(policy.id, policy);
  }
  return [...chosen.values()]
    .filter((policy) => policy.enabled)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** The version of a template that counts for a clock that starts at an instant; undefined when none had begun. */
export function templateInForce(
  templates: readonly RegulatoryTemplate[],
  code: string,
  startAt: Instant,
): RegulatoryTemplate | undefined {
  let found: RegulatoryTemplate | undefined;
  for (const template of templates) {
    if (template.code !== code || template.validFrom > startAt) continue;
    if (found === undefined || isLater(template, found)) found = template;
  }
  return found;
}

type Versioned = Pick<SlaPolicy, 'version' | 'validFrom'>;

const isLater = (one: Versioned, other: Versioned): boolean =>
  one.validFrom === other.validFrom ? one.version > other.version : one.validFrom > other.validFrom;
