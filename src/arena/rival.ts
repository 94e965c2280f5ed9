import type {ChainClient} from '../chain/client.ts';
import type {Neuron} from '../chain/subtensor/neuron.ts';
import {getNeurons} from '../chain/subtensor/neurons.ts';
import {serveAxon} from '../chain/subtensor/axon.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {Signer} from '../crypto/signer.ts';
import type {Verifier} from '../crypto/verifier.ts';
import {loadLocalModel} from '../gpu/local-model.ts';
import {createAdmission} from '../miner/front/admission.ts';
import {createMinerServer} from '../miner/front/miner-server.ts';
import {type Clock, systemClock} from '../support/clock.ts';
import {answerWith} from '../tasks/answerer.ts';
import type {Task} from '../tasks/task.ts';

export type RivalOptions = {
	readonly client: ChainClient;
	readonly netuid: number;
	/** The rival's hotkey. */
	readonly signer: Signer;
	readonly task: Task;
	/** The file or folder of the rival's model. */
	readonly model: string;
	/** The address it listens on and announces. */
	readonly host: string;
	readonly verifier: Verifier;
	/** Milliseconds between two reads of the metagraph. @default 2000 */
	readonly interval?: number;
	readonly clock?: Clock;
	/** Stops the rival. */
	readonly signal: AbortSignal;
	/** Called with log lines. */
	readonly report: (line: string) => void;
};

/**
Mine a subnet until aborted or until the UID is lost. A rival runs the same server as the operator's miner, with a model of its own.
*/
export async function runRival(options: RivalOptions): Promise<void> {
	const {netuid, signer, task, model, host, verifier, signal, report} = options;
	const engine = await loadLocalModel(model);
	let neurons: ReadonlyMap<string, Neuron> = new Map();
	const server = await createMinerServer({
		task,
		hotkey: signer.address,
		answer: answerWith(task, engine),
		admission: createAdmission({lookUp: hotkey => neurons.get(hotkey)}),
		host,
		verify: verifier.verify,
	});
	try {
		await announce(options, server.port);
		await follow(options, seen => {
			neurons = seen;
		});
		if (!signal.aborted) {
			report(`subnet ${netuid}: ${signer.address} was evicted by a newcomer`);
		}
	} finally {
		await server.close({timeout: 500});
		await engine.close();
	}
}

/** Announce the rival, retrying while the chain refuses, for example because of its rate limit. */
async function announce(options: RivalOptions, port: number) {
	const {
		client,
		netuid,
		signer,
		host,
		interval = 2000,
		clock = systemClock,
		signal,
		report,
	} = options;
	while (!signal.aborted) {
		try {
			await submit(client, serveAxon({netuid, ip: host, port}), {signer, signal});
			return;
		} catch (error) {
			if (!signal.aborted) {
				report(`subnet ${netuid}: ${(error as Error).message}`);
			}

			await clock.sleep(interval, {signal}).catch(() => undefined);
		}
	}
}

/** Poll the metagraph until the UID is lost. */
async function follow(
	{client, netuid, signer, interval = 2000, clock = systemClock, signal, report}: RivalOptions,
	onNeurons: (neurons: ReadonlyMap<string, Neuron>) => void,
) {
	while (!signal.aborted) {
		try {
			const neurons = await getNeurons(client, {netuid});
			onNeurons(new Map(neurons.map(neuron => [neuron.hotkey, neuron])));
			if (neurons.every(({hotkey}) => hotkey !== signer.address)) {
				return;
			}
		} catch (error) {
			if (!signal.aborted) {
				report(`subnet ${netuid}: ${(error as Error).message}`);
			}
		}

		await clock.sleep(interval, {signal}).catch(() => undefined);
	}
}
