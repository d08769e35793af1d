import { codewordsOf } from './qr-codewords.ts';
import { dataPlaces, drawFormat, emptyGrid, type QrGrid } from './qr-grid.ts';
import { applyMask, MASK_COUNT, penaltyOf } from './qr-mask.ts';

/** A text as a QR code of level M, without the light border; undefined where it is longer than 213 bytes. */
export function qrCode(text: string): QrGrid | undefined {
  const codewords = codewordsOf(text);
  if (codewords === undefined) return undefined;
  const { version, bytes } = codewords;
  const grid = emptyGrid(version);
  let bit = 0;
  for (const at of dataPlaces(grid)) {
    grid.dark[at] = bit < bytes.length * 8 ? (bytes[bit >>> 3]! >>> (7 - (bit & 7))) & 1 : 0;
    bit++;
  }
  const mask = bestMask(grid);
  drawFormat(grid, mask);
  applyMask(grid, mask);
  return grid;
}

function bestMask(grid: QrGrid): number {
  const penalties = Array.from({ length: MASK_COUNT }, (_, mask) => {
    drawFormat(grid, mask);
    applyMask(grid, mask);
    const penalty = penaltyOf(grid);
    applyMask(grid, mask);
    return penalty;
  });
  return penalties.indexOf(Math.min(...penalties));
}

/** The dark modules as one path of a drawing with one unit per module and the light border of four modules that readers need. */
export function qrPath(grid: QrGrid): { readonly path: string; readonly side: number } {
  const { size, dark } = grid;
  let path = '';
  for (let at = 0; at < dark.length; at++) {
    if (dark[at] === 1) path += `M${(at % size) + 4} ${Math.floor(at / size) + 4}h1v1h-1z`;
  }
  return { path, side: size + 8 };
}
