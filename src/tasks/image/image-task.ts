import {joinKinds, type QuestionKind} from '../join-kinds.ts';
import {digits} from './digits/digits.ts';
import {letters} from './letters/letters.ts';

/**
Image recognition: what is in this picture?

Each question is a fresh drawing of something that no shipped model was trained on: rotated, sheared, scaled, shifted, thinned or thickened, partly covered and noisy. Caching old questions gains a miner nothing.
*/
export const imageTask = joinKinds({
	id: 'image',
	path: '/image',
	kinds: [digits as QuestionKind, letters as QuestionKind],
});
