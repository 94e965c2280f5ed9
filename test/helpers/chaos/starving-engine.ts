/**
A real engine process that finds no memory when it is told so: with each SIGUSR2, its next pass asks onnxruntime for terabytes. It then adds a byte to the file that is its first argument.
*/
import {appendFileSync} from 'node:fs';
import process from 'node:process';
import {InferenceSession, Tensor} from 'onnxruntime-node';
import {run} from '../../../src/gpu/process/engine-process.ts';
import type {CommandContext} from '../../../src/support/command.ts';
import {encodeOnnxModel} from '../miner/onnx-model.ts';

type Session = {run: (...parameters: readonly unknown[]) => Promise<unknown>};

const {prototype} = InferenceSession as unknown as {readonly prototype: Session};
const runForReal = prototype.run;
let due = 0;
process.on('SIGUSR2', () => {
	due++;
});
const greedy = await InferenceSession.create(
	encodeOnnxModel({
		inputs: [{name: 'x', dims: [1]}],
		outputs: [{name: 'y', dims: ['copies']}],
		nodes: [{op: 'Expand', inputs: ['x', 'copies'], outputs: ['y']}],
		initializers: [{name: 'copies', dims: [1], data: BigInt64Array.of(2n ** 40n)}],
	}),
);

prototype.run = async function (this: Session, ...parameters) {
	if (due === 0) {
		return runForReal.call(this, ...parameters);
	}

	due--;
	appendFileSync(process.argv[2]!, '.');
	return runForReal.call(greedy as unknown as Session, {x: new Tensor('float32', [1], [1])});
};

await run({signal: new AbortController().signal} as CommandContext);
