import {joinKinds, type QuestionKind} from '../join-kinds.ts';
import {series} from './series/series.ts';
import {similarity} from './similarity/similarity.ts';
import {table} from './table/table.ts';

/** Data analysis. Each question is newly generated, with noise, so that caching old ones gains a miner nothing. */
export const dataTask = joinKinds({
	id: 'data',
	path: '/data',
	kinds: [series as QuestionKind, table as QuestionKind, similarity as QuestionKind],
});
