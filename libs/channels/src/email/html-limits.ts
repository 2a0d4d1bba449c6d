import { Parser } from 'htmlparser2';

/** Each is several times what the largest newsletters and the longest threads of mails have. */
const LIMITS = {
  characters: 5_000_000,
  depth: 300,
  tags: 60_000,
  links: 5_000,
  attributes: 120_000,
  attributesOfOne: 200,
  pieces: 250_000,
} as const;

class Exceeded extends Error {}

/** Counts by the events of the parser and stops at the first limit that is passed: cost is bounded by the limits, not by the mail. */
class Count {
  private depth = 0;
  private tags = 0;
  private links = 0;
  private attributes = 0;
  private attributesOfThis = 0;
  private pieces = 0;

  onopentagname(name: string): void {
    this.depth += 1;
    this.tags += 1;
    this.attributesOfThis = 0;
    if (name === 'a') this.links += 1;
    if (this.depth > LIMITS.depth || this.tags > LIMITS.tags || this.links > LIMITS.links) throw new Exceeded();
  }

  onattribute(): void {
    this.attributes += 1;
    this.attributesOfThis += 1;
    if (this.attributes > LIMITS.attributes || this.attributesOfThis > LIMITS.attributesOfOne) throw new Exceeded();
  }

  /** Each stray `<` and each entity is a piece of text of its own. */
  ontext(): void {
    this.pieces += 1;
    if (this.pieces > LIMITS.pieces) throw new Exceeded();
  }

  onclosetag(): void {
    this.depth -= 1;
  }
}

/** True for HTML that is larger, deeper or busier than any real mail: 100,000 nested tags, 100,000 attributes, 5,000 links. */
export function exceedsMailHtml(html: string): boolean {
  if (html.length > LIMITS.characters) return true;
  const parser = new Parser(new Count());
  try {
    parser.write(html);
    parser.end();
    return false;
  } catch (error) {
    if (error instanceof Exceeded) return true;
    throw error;
  }
}
