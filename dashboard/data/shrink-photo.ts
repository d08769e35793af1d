/** The gateway takes these as they are. */
const TAKEN: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']);
/** Smaller files go as they are: a cabinet's name plate must stay readable. */
const SMALL_BYTES = 1_500_000;
const LONGEST_SIDE = 2000;
const JPEG_QUALITY = 0.85;

/** A photo small enough for a bad link, or the file itself where it is small, no picture, or cannot be read here. */
export async function shrinkPhoto(file: File): Promise<Blob> {
  if (TAKEN.has(file.type) && file.size <= SMALL_BYTES) return file;
  if (!file.type.startsWith('image/')) return file;
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return file;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', JPEG_QUALITY));
}
