/** Replaces `string-width` in the bundle: Ink measures the whole screen again for each frame, a third of its work. */
import stringWidth, {type Options} from '../node_modules/string-width/index.js';

const mostKept = 4096;
const kept = new Map<string, number>();

/** Box-drawing, block and braille characters are one cell each, and most of a screen's non-ASCII text. */
const isPlain = (text: string) =>
	/^[\u{20}-\u{7E}\u{2500}-\u{259F}\u{2800}-\u{28FF}]*$/v.test(text);

export default function measure(text: string, options?: Options): number {
	if (options) {
		return stringWidth(text, options);
	}

	if (isPlain(text)) {
		return text.length;
	}

	let width = kept.get(text);
	if (width === undefined) {
		width = stringWidth(text);
		if (kept.size >= mostKept) {
			kept.clear();
		}

		kept.set(text, width);
	}

	return width;
}
