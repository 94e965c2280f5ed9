/**
Start an engine, give it a pass that never ends, tell its process number to whoever forked us, and wait to be killed.
*/
import process from 'node:process';
import {createEngine} from '../../../src/gpu/onnx/create-engine.ts';
import {fragileEngineCommand} from './engine-command.ts';

const engine = await createEngine({
	model: process.argv[2]!,
	command: fragileEngineCommand,
	device: 'cpu',
	threads: 1,
});
void engine.run([Float32Array.of(Infinity)]);
process.send!(engine.info().pid);
