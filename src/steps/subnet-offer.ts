import type {Subnet} from '../chain/subtensor/subnets.ts';
import {taskById} from '../tasks/registry.ts';

/** A subnet as a newcomer looks at it. */
export type SubnetOffer = {
	readonly subnet: Subnet;
	/** Why it cannot be entered with what is here; `undefined` if it can. */
	readonly obstacle: string | undefined;
	/** Whether a model here answers its task. */
	readonly hasModel: boolean;
};

/** Tell of each subnet whether it can be entered; root is left out. */
export function toOffers(subnets: readonly Subnet[]): readonly SubnetOffer[] {
	return subnets
		.filter(({netuid}) => netuid !== 0)
		.map(subnet => ({
			subnet,
			obstacle: findObstacle(subnet),
			hasModel: subnet.task !== undefined && taskById(subnet.task) !== undefined,
		}));
}

function findObstacle({registrationOpen, task}: Subnet): string | undefined {
	if (!registrationOpen) {
		return 'its owner has closed registration';
	}

	if (task === undefined) {
		return 'btop knows no task of it';
	}

	return taskById(task) === undefined ? `no model here serves ${task} yet` : undefined;
}
