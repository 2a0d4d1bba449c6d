/* Two rules of this house that no plugin has. */

const DIRECTIVE = /^\s*eslint-(?:disable|enable)/;
const REASONED = /\s--\s+\S+/;

/** @type {import('eslint').Rule.RuleModule} */
const reasonedSuppression = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { bare: 'Say why after two dashes: eslint-disable-next-line rule -- the reason' },
  },
  create: ({ sourceCode, report }) => ({
    Program() {
      for (const comment of sourceCode.getAllComments())
        if (DIRECTIVE.test(comment.value) && /disable/.test(comment.value) && !REASONED.test(comment.value))
          report({ loc: comment.loc, messageId: 'bare' });
    },
  }),
};

/** A page in Arabic or Hebrew runs the other way: style objects name start and end. */
const PHYSICAL =
  /^(?:left|right|(?:margin|padding|border|scrollMargin|scrollPadding)(?:Left|Right)(?:Color|Style|Width)?|border(?:Top|Bottom)(?:Left|Right)Radius)$/;

/** @type {import('eslint').Rule.RuleModule} */
const logicalStyle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      physical: '{{name}} is a physical side: write insetInlineStart, marginInlineEnd, borderStartEndRadius …',
    },
  },
  create: ({ report }) => ({
    'JSXAttribute[name.name="style"] Property'(node) {
      const name = node.key.type === 'Identifier' ? node.key.name : String(node.key.value);
      if (PHYSICAL.test(name)) report({ node, messageId: 'physical', data: { name } });
    },
  }),
};

export const house = { rules: { 'reasoned-suppression': reasonedSuppression, 'logical-style': logicalStyle } };
