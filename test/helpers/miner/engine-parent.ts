/**
Start an runner, give it a pass that never ends, tell its process number to whoever forked us, and wait to be killed.
*/
import process from 'node:process';
import {startRunner} from '../../../src/gpu/onnx/runner.ts';
import {fragileEngineCommand} from './engine-command.ts';

const runner = await startRunner({
	model: process.argv[2]!,
	command: fragileEngineCommand,
	device: 'cpu',
	threads: 1,
});
void runner.run([Float32Array.of(Infinity)]);
process.send!(runner.info().pid);
