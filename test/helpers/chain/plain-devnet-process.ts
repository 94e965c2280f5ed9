/**
A chain in a process of its own, so that it can be killed: the folder is the first argument, the milliseconds from block to block the second. Prints where it listens.
*/
import process from 'node:process';
import {startPlainDevnet} from './plain-devnet.ts';

const [stateDirectory, blockTime] = process.argv.slice(2);
const devnet = await startPlainDevnet({stateDirectory, blockTime: Number(blockTime)});
process.stdout.write(`${devnet.url}\n`);
