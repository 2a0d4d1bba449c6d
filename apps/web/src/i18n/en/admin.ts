/** Texts of the administration screens. */
export const admin = {
  title: 'Administration',
} as const;
