import type {Signer} from '../../../../src/crypto/signer.ts';
import type {Devnet} from '../../../../src/devnet/devnet.ts';
import {callOf, signExtrinsic} from '../signed-extrinsic.ts';
import type {Incident} from './schedule.ts';
import type {Stage} from './stage.ts';
import {readTruth} from './truth.ts';

/** What goes wrong at the moment. */
export type Trouble = {
	/** Begin and end what is due at a block of the round. */
	readonly begin: (block: number) => Promise<void>;
	/** Produce the block that is due, if one is. */
	readonly produce: () => void;
	/** How many transactions another program has sent from the payer's account. */
	readonly rivals: () => number;
	/** The block after which nothing goes wrong any more. */
	readonly end: number;
};

export type TroubleOptions = {
	readonly incidents: readonly Incident[];
	readonly payer: Signer;
	/** The hashes of the transactions that the payer has signed. */
	readonly signed: () => readonly string[];
};

/** Let incidents happen as they are scheduled. */
export function createTrouble(
	{node, another, endpoints}: Stage,
	{incidents, payer, signed}: TroubleOptions,
): Trouble {
	const {chain} = node;
	let areEmpty = false;
	let isHalted = false;
	let rivals = 0;
	/** What is done once a block includes a payment, when the next one is due: whoever follows it has seen it then. */
	let afterInclusion: (() => void) | undefined;
	let isIncluded = false;

	const targetsOf = (target: 'miner' | 'payer' | 'both') =>
		target === 'both' ? [endpoints.miner, endpoints.payer] : [endpoints[target]];

	const sendRival = async () => {
		const nonce = readTruth(chain).nonce(payer.address);
		const bytes = await signExtrinsic(
			{chain: chain.actual()} as Devnet,
			callOf('System', 'remark', {remark: Uint8Array.of(1)}),
			{signer: payer, nonce},
		);
		rivals += Number(chain.actual().pool.submit(bytes).ok);
	};

	const start = async (incident: Incident) => {
		switch (incident.kind) {
			case 'dead':
			case 'frozen':
			case 'half-open': {
				for (const endpoint of targetsOf(incident.target)) {
					endpoint.fail({kind: incident.kind});
				}

				break;
			}

			case 'slow':
			case 'limited': {
				for (const endpoint of targetsOf(incident.target)) {
					endpoint.fail(incident);
				}

				break;
			}

			case 'swapped': {
				for (const endpoint of targetsOf(incident.target)) {
					endpoint.fail({kind: 'swapped', url: another.url});
				}

				break;
			}

			case 'cut': {
				for (const endpoint of targetsOf(incident.target)) {
					endpoint.cut();
				}

				break;
			}

			case 'node killed': {
				await node.kill();
				break;
			}

			case 'no blocks': {
				isHalted = true;
				break;
			}

			case 'empty blocks': {
				areEmpty = true;
				break;
			}

			case 'upgrade': {
				node.upgrade();
				break;
			}

			case 'pool lost': {
				chain.losePool();
				break;
			}

			case 'reorganized': {
				chain.reorganize(incident.blocks, incident);
				break;
			}

			case 'reorganized after inclusion': {
				afterInclusion = () => {
					chain.reorganize(incident.blocks, incident);
				};

				break;
			}

			case 'node behind': {
				chain.setLag(incident.blocks);
				break;
			}

			case 'finality behind': {
				chain.setFinalityLag(incident.blocks);
				break;
			}

			case 'set back': {
				chain.restore(incident.blocks);
				break;
			}

			case 'submission': {
				endpoints.payer.lie(incident.lie);
				break;
			}

			case 'upgrade at submission': {
				endpoints.payer.onSubmission(node.upgrade);
				break;
			}

			case 'rival at submission': {
				endpoints.payer.onSubmission(sendRival);
			}
		}
	};

	const end = async (incident: Incident) => {
		switch (incident.kind) {
			case 'dead':
			case 'frozen':
			case 'half-open':
			case 'slow':
			case 'limited':
			case 'swapped': {
				for (const endpoint of targetsOf(incident.target)) {
					endpoint.fail(undefined);
				}

				break;
			}

			case 'node killed': {
				await node.restart();
				break;
			}

			case 'no blocks': {
				isHalted = false;
				break;
			}

			case 'empty blocks': {
				areEmpty = false;
				break;
			}

			case 'node behind': {
				chain.setLag(0);
				break;
			}

			case 'finality behind': {
				chain.setFinalityLag(2);
				break;
			}

			case 'cut':
			case 'upgrade':
			case 'pool lost':
			case 'reorganized':
			case 'reorganized after inclusion':
			case 'set back':
			case 'submission':
			case 'upgrade at submission':
			case 'rival at submission':
			// It happened in a moment.
		}
	};

	return {
		async begin(block) {
			for (const incident of incidents) {
				if (incident.lasts > 0 && incident.at + incident.lasts === block) {
					await end(incident);
				}
			}

			for (const incident of incidents) {
				if (incident.at === block) {
					await start(incident);
				}
			}
		},
		produce() {
			if (isHalted) {
				return;
			}

			if (isIncluded && afterInclusion !== undefined) {
				afterInclusion();
				afterInclusion = undefined;
				isIncluded = false;
				return;
			}

			const {number} = chain.produce({isEmpty: areEmpty}).header;
			const {places} = readTruth(chain);
			isIncluded = signed().some(hash => places.get(hash) === number);
		},
		rivals: () => rivals,
		end: Math.max(0, ...incidents.map(({at, lasts}) => at + lasts)),
	};
}
