/**
Start an engine, tell its process number to whoever forked us, and wait to be killed.
*/
import process from 'node:process';
import {createEngine} from '../../src/gpu/create-engine.ts';
import {engineCommand} from './engine-command.ts';

const engine = await createEngine({
	model: process.argv[2]!,
	command: engineCommand,
	device: 'cpu',
	threads: 1,
});
process.send!(engine.info().pid);
