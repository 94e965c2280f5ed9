/** A process that starts an engine, to be killed: `node engine-owner.ts SERVERS`, as JSON. It prints a line once the engine has started. */
import process from 'node:process';
import {startOpenAiEngine} from '../../../src/gpu/openai/openai-engine.ts';

await startOpenAiEngine({servers: JSON.parse(process.argv[2]!)});
process.stdout.write('ready\n');
