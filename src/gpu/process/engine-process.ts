import {once} from 'node:events';
import {Socket} from 'node:net';
import process from 'node:process';
import {Worker} from 'node:worker_threads';
import type {CommandContext} from '../../support/command.ts';
import {UsageError} from '../../support/errors.ts';
import {workerUrl} from '../../support/processes/worker-url.ts';
import {parseToEngine, type FromEngine, type ToEngine} from './engine-messages.ts';
import {receiveRows, rowsDescriptor, sendRows} from './rows-channel.ts';
import type {Service, Tell} from './service.ts';
import {services} from './services.ts';
import {openSharedMemory, type SharedMemory} from './shared-memory.ts';

/**
Run as an engine: load the model that the parent names over the IPC channel, do what is asked of it, and exit when the channel closes. A second thread ends the process at once if the parent is gone, even during a pass.
*/
export async function run(context: CommandContext): Promise<void> {
	await runEngine(context, services);
}

/**
Run as an engine with other services, for tests.
*/
export async function runEngine(
	{signal}: Pick<CommandContext, 'signal'>,
	loaders: typeof services,
): Promise<void> {
	if (!process.send) {
		throw new UsageError('An engine is started by a miner, not by hand', {
			fix: 'Start a miner with `btop mine`.',
		});
	}

	const channel = new Socket({fd: rowsDescriptor}).unref();
	// The IPC channel tells when the parent is gone.
	channel.on('error', () => undefined);
	const memory = openSharedMemory();
	const tell: Tell = async message =>
		message.type === 'ran' ? tellRows({channel, memory}, message) : tellByIpc(message);
	const lifeline = new Worker(workerUrl('lifeline-worker', import.meta.url));
	let service: Service | undefined;
	// The thread keeps this process alive only while it starts.
	let work = once(lifeline, 'online').then(() => {
		lifeline.unref();
	});
	const answer = async (message: ToEngine) => {
		if (message.type === 'load') {
			const loaded = await loaders[message.format](message);
			service = loaded.ok ? loaded.service : undefined;
			await tell(loaded.ok ? loaded.service.loaded : {type: 'refused', ...loaded});
		} else if (message.type === 'memory') {
			await tell({type: 'memory', bytes: process.memoryUsage.rss()});
		} else {
			await service!.answer(message, tell);
		}
	};

	// The parent may exit before an answer is sent: then the channel closes, and the answer is moot.
	process.on('message', (message: unknown) => {
		work = work
			.then(async () => (process.connected ? answer(parseToEngine(message)) : undefined))
			.catch(disconnect);
	});
	receiveRows(channel, {
		memory,
		reuses: true,
		onRows(rows) {
			process.emit('message', {type: 'run', ...rows} satisfies ToEngine, undefined);
		},
		onFault: disconnect,
	});
	signal.addEventListener('abort', disconnect);
	// The channel keeps this process alive.
	process.channel?.ref();
	if (process.connected) {
		await once(process, 'disconnect');
	}

	await work;
	await service?.close();
}

async function tellByIpc(message: FromEngine): Promise<void> {
	return new Promise((resolve, reject) => {
		process.send!(message, undefined, undefined, settle(resolve, reject));
	});
}

async function tellRows(
	{channel, memory}: {readonly channel: Socket; readonly memory: SharedMemory | undefined},
	{id, slot, data}: Extract<FromEngine, {readonly type: 'ran'}>,
): Promise<void> {
	return new Promise((resolve, reject) => {
		sendRows(channel, {id, rows: 0, slot, data}, {memory, onSent: settle(resolve, reject)});
	});
}

const settle = (resolve: () => void, reject: (error: Error) => void) => (error: unknown) => {
	if (error instanceof Error) {
		reject(error);
	} else {
		resolve();
	}
};

function disconnect() {
	if (process.connected) {
		process.disconnect();
	}
}
