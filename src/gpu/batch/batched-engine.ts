import type {RowShape, WorkEngine} from '../engine.ts';
import {isSameShape} from '../need.ts';
import type {Batcher} from './batcher.ts';

/**
Do tensor work in the batches of a batcher.

@param shape The dimensions of its model: work for another is refused as `unsupported`.

@example
```
const engine = createBatchedEngine(createBatcher({lanes: [async rows => session.run(rows)]}));
for await (const part of engine.run({kind: 'tensor', input: Float32Array.of(1, 2, 3)})) {
	console.log(part);
	//=> {kind: 'row', output: Float32Array [2, 4, 6], batch: 1}
}
```
*/
export const createBatchedEngine = (
	{ask}: Pick<Batcher<Float32Array, Float32Array>, 'ask'>,
	shape?: RowShape,
): WorkEngine => ({
	async *run(work, options) {
		if (work.kind !== 'tensor' || (shape && work.shape && !isSameShape(shape, work.shape))) {
			yield {kind: 'refused', reason: 'unsupported'};
			return;
		}

		const asked = await ask(work.input, options);
		yield asked.ok
			? {kind: 'row', output: asked.output, batch: asked.batch}
			: {kind: 'refused', reason: asked.reason, cause: asked.cause};
	},
});
