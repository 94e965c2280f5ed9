import {decryptWithPulse} from '../../../crypto/timelock.ts';
import {drandItems} from '../../beacon/storage.ts';
import type {BlockContext} from '../../pallet/context.ts';
import {DispatchFailure} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import type {ValueOf} from '../../scale/type.ts';
import {weightEvents} from '../events.ts';
import {subnetItems} from '../storage/subnets.ts';
import {weightItems, type timelockedCommit} from '../storage/weights.ts';
import {getSubnets} from '../subnets/networks.ts';
import {getEpoch} from './epochs.ts';
import {readPayload} from './payload.ts';
import {setWeights} from './set.ts';
import {indexOf, type Target} from './weighers.ts';

type Commit = ValueOf<typeof timelockedCommit>;

/** A commit that will never become weights, and why. */
export type DroppedCommit = Target & {
	readonly hotkey: AccountId;
	/** The decryption error, `not-weights` for a payload that is invalid or another hotkey's, or the error of setting the weights. */
	readonly reason: string;
};

/**
Reveal the timelocked weights of every subnet that are due: those of the epoch `RevealPeriodEpochs` ago whose round's pulse is on the chain. This runs in every block, before the epochs, so that a late pulse is not missed; commits of earlier epochs have expired.

The chain silently discards commits that cannot be opened.

@returns The discarded commits.
*/
export function revealTimelocked(context: BlockContext): readonly DroppedCommit[] {
	return getSubnets(context).flatMap(netuid => {
		const count = context.get(subnetItems.MechanismCountCurrent, netuid);
		return Array.from({length: count}, (_, mechanism) => ({netuid, mechanism})).flatMap(target =>
			revealTarget(context, target),
		);
	});
}

function revealTarget(context: BlockContext, target: Target): readonly DroppedCommit[] {
	const index = indexOf(target);
	const period = context.get(weightItems.RevealPeriodEpochs, target.netuid);
	const revealed = getEpoch(context, target.netuid) - period;
	if (revealed < 0n) {
		return [];
	}

	for (const [, epoch] of context.keys(weightItems.TimelockedWeightCommits, index)) {
		if (epoch < revealed) {
			context.remove(weightItems.TimelockedWeightCommits, index, epoch);
		}
	}

	const commits = context.get(weightItems.TimelockedWeightCommits, index, revealed);
	const isOpen = (commit: Commit) => context.has(drandItems.Pulses, commit[3]);
	const waiting = commits.filter(commit => !isOpen(commit));
	if (waiting.length === commits.length) {
		return [];
	}

	if (waiting.length === 0) {
		context.remove(weightItems.TimelockedWeightCommits, index, revealed);
	} else {
		context.set(weightItems.TimelockedWeightCommits, index, revealed, waiting);
	}

	return commits
		.filter(commit => isOpen(commit))
		.flatMap(commit => reveal(context, target, commit));
}

function reveal(
	context: BlockContext,
	target: Target,
	[hotkey, , ciphertext, round]: Commit,
): readonly DroppedCommit[] {
	const drop = (reason: string) => [{...target, hotkey, reason}];
	const {signature} = context.get(drandItems.Pulses, round)!;
	const opened = decryptWithPulse({ciphertext, signature});
	if (!opened.ok) {
		return drop(opened.reason);
	}

	const weights = readPayload(opened.message, hotkey);
	if (weights === undefined) {
		return drop('not-weights');
	}

	try {
		context.atomically(() => {
			setWeights(context, {...target, hotkey}, weights);
		});
	} catch (error) {
		if (error instanceof DispatchFailure) {
			return drop('name' in error.reason ? error.reason.name : error.reason.type);
		}

		throw error;
	}

	context.emit(weightEvents.TimelockedWeightsRevealed, [indexOf(target), hotkey]);
	return [];
}
