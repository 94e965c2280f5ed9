/**
The thread of an engine process that stays free while the main thread computes. It echoes the parent's pulses, and ends the process when the parent exits, however that happens.
*/
import {Socket} from 'node:net';
import process from 'node:process';
import {lifelineDescriptor} from './lifeline.ts';

const lifeline = new Socket({fd: lifelineDescriptor});
// It matters only that it ended, not why.
lifeline.on('error', () => undefined);
lifeline.once('close', () => {
	process.kill(process.pid, 'SIGKILL');
});
lifeline.pipe(lifeline);
