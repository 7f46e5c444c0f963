import { ok, type Result, refuse } from '../shared/result.ts';

/** As a data URL, the longest that a plan takes: about 150 KB of picture. */
const LONGEST_DATA_URL = 200_000;

/**
 * A picture that someone chose, as a data URL; refused in words unless it is a PNG or JPEG of at
 * most 150 KB that this browser can draw.
 */
export async function readEmblemFile(file: File): Promise<Result<string>> {
  if (file.type !== 'image/png' && file.type !== 'image/jpeg')
    return refuse('file_unreadable', undefined, '请选择 PNG 或 JPEG 图片。');
  const url = await readAsDataUrl(file);
  if (url === null) return refuse('file_unreadable', undefined, '图片无法读取，请换一张再试。');
  if (url.length > LONGEST_DATA_URL)
    return refuse('file_too_large', undefined, '图片超过 150 KB，请缩小后再上传。');
  if (!(await canBeDrawn(url)))
    return refuse('file_unreadable', undefined, '文件不是有效的图片，请换一张再试。');
  return ok(url);
}

function readAsDataUrl(file: File): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(file);
  });
}

async function canBeDrawn(url: string): Promise<boolean> {
  const image = new Image();
  image.src = url;
  return image.decode().then(
    () => true,
    () => false,
  );
}
