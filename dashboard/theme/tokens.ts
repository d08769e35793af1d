export type ThemeName = 'light' | 'dark' | 'night';
export const THEME_NAMES: readonly ThemeName[] = ['light', 'dark', 'night'];

/** A badge: fill and the ink of its numeral. */
export interface BadgeColours {
  readonly fill: string;
  readonly ink: string;
}

export interface Tokens {
  readonly canvas: string;
  readonly panel: string;
  readonly raised: string;
  readonly plot: string;
  /** Divider; decoration only. */
  readonly hair: string;
  /** De-energised line, hatch, normal band. */
  readonly dead: string;
  /** Border of a control. */
  readonly ctl: string;
  /** Live line, outline of a symbol. */
  readonly plant: string;
  readonly off: string;
  readonly on: string;
  readonly text3: string;
  readonly text2: string;
  readonly text: string;
  /** Press here, link, selected; never a state. */
  readonly act: string;
  /** Switchgear under `cn-power` only: closed (live) and open (dead). */
  readonly brick: string;
  readonly open: string;
  readonly priority: Readonly<Record<'P1' | 'P2' | 'P3' | 'P4', BadgeColours>>;
  /** Pens A–H of a chart, in order. */
  readonly pens: readonly string[];
}

/** Every colour of the product. The contrasts they must keep are recomputed by tokens.test.ts. */
export const TOKENS: Readonly<Record<ThemeName, Tokens>> = {
  light: {
    canvas: '#E3E6E9',
    panel: '#F0F2F4',
    raised: '#FFFFFF',
    plot: '#F7F8F9',
    hair: '#C6CACE',
    dead: '#767C82',
    ctl: '#747A80',
    plant: '#4A5056',
    off: '#646A70',
    on: '#FFFFFF',
    text3: '#575C61',
    text2: '#474C51',
    text: '#1A1D20',
    act: '#10508F',
    brick: '#852A1E',
    open: '#1F7A4D',
    priority: {
      P1: { fill: '#D0102F', ink: '#FFFFFF' },
      P2: { fill: '#F08A00', ink: '#1A1D20' },
      P3: { fill: '#F7DC4A', ink: '#1A1D20' },
      P4: { fill: '#B79BEA', ink: '#1A1D20' },
    },
    pens: ['#3A65B8', '#8D5D1C', '#109D7B', '#583C5A', '#8887B0', '#8A9434', '#6C3629', '#636363'],
  },
  dark: {
    canvas: '#14171A',
    panel: '#1C2023',
    raised: '#272B2F',
    plot: '#181B1E',
    hair: '#34393E',
    dead: '#737980',
    ctl: '#7B8187',
    plant: '#9CA2A8',
    off: '#4C5258',
    on: '#E4E7EA',
    text3: '#979DA2',
    text2: '#AAB0B5',
    text: '#DCE0E3',
    act: '#9ACBFA',
    brick: '#BA5042',
    open: '#3FA873',
    priority: {
      P1: { fill: '#F8394A', ink: '#14171A' },
      P2: { fill: '#FF9A1F', ink: '#14171A' },
      P3: { fill: '#FFE45C', ink: '#14171A' },
      P4: { fill: '#8F6FE0', ink: '#14171A' },
    },
    pens: ['#6D9BD5', '#C49A55', '#43DAB0', '#F0CEF1', '#6E69B7', '#C6EB80', '#9C644F', '#868686'],
  },
  night: {
    canvas: '#0A0907',
    panel: '#12100D',
    raised: '#1C1915',
    plot: '#0E0C0A',
    hair: '#2B2722',
    dead: '#6B655C',
    ctl: '#736C63',
    plant: '#7E776D',
    off: '#403B35',
    on: '#ACA397',
    text3: '#8A8378',
    text2: '#989085',
    text: '#B3AA9E',
    act: '#8DB4D1',
    brick: '#9E4A3D',
    open: '#46876A',
    priority: {
      P1: { fill: '#E23A37', ink: '#0A0907' },
      P2: { fill: '#DB8B2D', ink: '#0A0907' },
      P3: { fill: '#D9C45A', ink: '#0A0907' },
      P4: { fill: '#8870C4', ink: '#0A0907' },
    },
    pens: ['#5684DA', '#A57E4F', '#04BD94', '#BF9EC0', '#5F5F84', '#97BA4F', '#8A6050', '#7D7D7D'],
  },
};

/** Letters of the pens, in the order of `Tokens.pens`; also the most lines one chart takes. */
export const PEN_LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
