import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eaf1fb',
  '#d5e3f7',
  '#aac7ef',
  '#7fb2ff',
  '#5a97ec',
  '#3a7bd8',
  '#1f5fbf',
  '#1a52a6',
  '#15448b',
  '#10366f',
];

const field = { size: 'sm', radius: 'md' } as const;

/**
 * The tokens stand in tokens.css; this only makes the components of the library use them. Components are named, not imported: the first
 * load must not carry those that only rare screens use.
 */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  colors: { accent },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '0.9375rem', xl: '1.125rem' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  components: {
    Button: { defaultProps: { size: 'compact-sm' }, classNames: { root: 'm-button' } },
    TextInput: { defaultProps: field },
    PasswordInput: { defaultProps: field },
    Textarea: { defaultProps: field },
    Select: {
      defaultProps: { ...field, checkIconPosition: 'right', comboboxProps: { withinPortal: true } },
    },
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: '12vh',
        overlayProps: { backgroundOpacity: 1, color: 'var(--veil)' },
        transitionProps: { duration: 120 },
      },
      classNames: { content: 'm-modal', title: 'm-modal-title' },
    },
    Menu: {
      defaultProps: {
        position: 'bottom-start',
        offset: 4,
        transitionProps: { duration: 80 },
        shadow: 'none',
        loop: true,
        // what loads above pushes the button out of sight; whoever is typing in the menu must keep it
        hideDetached: false,
      },
      classNames: { dropdown: 'm-menu', item: 'm-menu-item', label: 'm-menu-label' },
    },
    Tooltip: {
      defaultProps: { transitionProps: { duration: 80 }, offset: 6 },
      classNames: { tooltip: 'm-tooltip' },
    },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-placeholder': 'var(--muted)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-hover': 'var(--surface-1)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-accent-filled': 'var(--accent)',
    '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
    '--mantine-color-accent-text': 'var(--accent)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
  },
  light: {},
  dark: {},
});
