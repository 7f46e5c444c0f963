import jsqr from 'jsqr';
import type { Locator } from 'playwright-core';

/** What a phone reads of a QR code as it stands on the screen; null when it reads none. */
export async function readShownCode(code: Locator): Promise<string | null> {
  const picture = (await code.screenshot()).toString('base64');
  // A page without a policy of its own may draw what it is handed.
  const reader = await code.page().context().newPage();
  const { pixels, width, height } = await reader.evaluate(async (base64) => {
    const answer = await fetch(`data:image/png;base64,${base64}`);
    const bitmap = await createImageBitmap(await answer.blob());
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    const drawing = canvas.getContext('2d');
    drawing?.drawImage(bitmap, 0, 0);
    const image = drawing?.getImageData(0, 0, bitmap.width, bitmap.height);
    return { pixels: [...(image?.data ?? [])], width: bitmap.width, height: bitmap.height };
  }, picture);
  await reader.close();
  return jsqr.default(Uint8ClampedArray.from(pixels), width, height)?.data ?? null;
}
