import {breakOff, type Canary} from '../ledger/canaries.ts';
import type {Home} from '../support/home.ts';
import {describeMiner} from './miner-status.ts';
import {findRunningMiners} from './running-miners.ts';

/**
Tell of a home's canaries that the ledger takes to be running, but whose miners do not run, that they are broken off: those miners were killed, and have not been started again, which would have recorded it.
*/
export async function breakOffDead<Recorded extends Canary>(
	home: Home,
	canaries: readonly Recorded[],
): Promise<readonly Recorded[]> {
	if (canaries.every(({outcome}) => outcome !== 'running')) {
		return canaries;
	}

	const miners = await findRunningMiners(home);
	const states = await Promise.all(miners.map(async miner => describeMiner(miner)));
	// A miner that does not answer may be trying any of them.
	const isRunning = ({startedAt}: Canary) =>
		states.some(state => state && ('error' in state || state.canary?.startedAt === startedAt));
	return canaries.map(canary =>
		canary.outcome === 'running' && !isRunning(canary)
			? {...canary, ...breakOff(canary, null)}
			: canary,
	);
}
