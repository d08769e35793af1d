import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { THEME_NAMES, type ThemeName, TOKENS, type Tokens } from './tokens.ts';

const UI_FONT =
  '-apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';
const MONO_FONT = 'ui-monospace, Consolas, "Roboto Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace';

const ACT = Array.from({ length: 10 }, () => 'var(--act)') as unknown as MantineColorsTuple;

/** Shapes and type of the kit; colours come from the variables below. */
export const mantineTheme = createTheme({
  fontFamily: UI_FONT,
  fontFamilyMonospace: MONO_FONT,
  primaryColor: 'act',
  colors: { act: ACT },
  defaultRadius: 4,
  fontSizes: { xs: '13px', sm: '15px', md: '15px', lg: '18px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: { fontWeight: '600' },
  respectReducedMotion: true,
});

function ownVariables(t: Tokens): Record<string, string> {
  const plain = Object.entries(t).flatMap(([key, value]) => (typeof value === 'string' ? [[`--${key}`, value]] : []));
  const badges = Object.entries(t.priority).flatMap(([key, { fill, ink }]) => [
    [`--${key.toLowerCase()}`, fill],
    [`--${key.toLowerCase()}-ink`, ink],
  ]);
  const pens = t.pens.map((colour, i) => [`--pen-${i}`, colour]);
  return Object.fromEntries([...plain, ...badges, ...pens]);
}

/** The kit's own variables, led back to ours; the only place that knows their names. */
const KIT_VARIABLES: Readonly<Record<string, string>> = {
  '--mantine-color-body': 'var(--canvas)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text3)',
  '--mantine-color-placeholder': 'var(--text3)',
  '--mantine-color-anchor': 'var(--act)',
  '--mantine-color-error': 'var(--text)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--raised)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--ctl)',
  '--mantine-color-disabled': 'var(--panel)',
  '--mantine-color-disabled-color': 'var(--text3)',
  '--mantine-color-disabled-border': 'var(--hair)',
  '--mantine-primary-color-filled': 'var(--act)',
  '--mantine-primary-color-filled-hover': 'var(--act)',
  '--mantine-primary-color-light': 'transparent',
  '--mantine-primary-color-light-hover': 'var(--raised)',
  '--mantine-primary-color-light-color': 'var(--act)',
  '--mantine-primary-color-contrast': 'var(--canvas)',
};

const resolver =
  (name: ThemeName): CSSVariablesResolver =>
  () => {
    const own = { ...ownVariables(TOKENS[name]), ...KIT_VARIABLES };
    return { variables: {}, light: own, dark: own };
  };

/** Puts the tokens of a theme into CSS variables. Night is the kit's dark with other values. */
export const variablesOf: Readonly<Record<ThemeName, CSSVariablesResolver>> = Object.fromEntries(
  THEME_NAMES.map((name) => [name, resolver(name)]),
) as Record<ThemeName, CSSVariablesResolver>;

/** Which of the kit's two schemes a theme builds on. */
export const schemeOf = (name: ThemeName): 'light' | 'dark' => (name === 'light' ? 'light' : 'dark');
