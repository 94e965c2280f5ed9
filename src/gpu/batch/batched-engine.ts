import type {WorkEngine} from '../engine.ts';
import type {Batcher} from './batcher.ts';

/**
Do tensor work in the batches of a batcher.

@example
```
const engine = createBatchedEngine(createBatcher({lanes: [async rows => session.run(rows)]}));
for await (const part of engine.run({kind: 'tensor', input: Float32Array.of(1, 2, 3)})) {
	console.log(part);
	//=> {kind: 'row', output: Float32Array [2, 4, 6], batch: 1}
}
```
*/
export const createBatchedEngine = ({
	ask,
}: Pick<Batcher<Float32Array, Float32Array>, 'ask'>): WorkEngine => ({
	async *run(work, options) {
		if (work.kind !== 'tensor') {
			yield {kind: 'refused', reason: 'unsupported'};
			return;
		}

		const asked = await ask(work.input, options);
		yield asked.ok
			? {kind: 'row', output: asked.output, batch: asked.batch}
			: {kind: 'refused', reason: asked.reason, cause: asked.cause};
	},
});
