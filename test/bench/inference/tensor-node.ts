/**
Measures a bare session of onnxruntime-node on one thread; `peer.ts` says how it is asked.
*/
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {InferenceSession, Tensor} from 'onnxruntime-node';
import * as v from 'valibot';
import {createRandom} from '../../../src/support/random.ts';
import {median} from '../measure.ts';

const questionSchema = v.object({batch: v.number(), seconds: v.number()});
const session = await InferenceSession.create(process.argv[2]!, {
	executionProviders: ['cpu'],
	intraOpNumThreads: 1,
	interOpNumThreads: 1,
});
const [input] = session.inputMetadata;
if (!input?.isTensor) {
	throw new TypeError('The model does not take a tensor');
}

const dims = input.shape.slice(1).map(Number);
const random = createRandom(7);
console.log(JSON.stringify({dims}));

for await (const line of createInterface({input: process.stdin})) {
	const {batch, seconds} = v.parse(questionSchema, JSON.parse(line));
	const shape = [batch, ...dims];
	const length = shape.reduce((product, size) => product * size, 1);
	const tensor = new Tensor('float32', Float32Array.from({length}, random), shape);
	const feeds = {[input.name]: tensor};
	const times: number[] = [];
	await session.run(feeds);
	const start = performance.now();
	let last = start;
	while (last - start < seconds * 1000) {
		await session.run(feeds);
		const now = performance.now();
		times.push(now - last);
		last = now;
	}

	const rowsPerSecond = (times.length * batch * 1000) / (last - start);
	console.log(JSON.stringify({rowsPerSecond, p50: median(times)}));
}
