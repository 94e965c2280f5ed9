import type {Subnet} from '../chain/subtensor/subnets.ts';
import {taskById} from '../tasks/registry.ts';
import type {TaskId} from '../tasks/task.ts';

/** A subnet as a newcomer sees it. */
export type SubnetOffer<Seen extends Subnet = Subnet> = {
	readonly subnet: Seen;
	/** Why it cannot be entered from here; `undefined` if it can. */
	readonly obstacle: string | undefined;
	/** Whether an installed model answers its task. */
	readonly hasModel: boolean;
};

/** Get, for each subnet but root, whether it can be entered. */
export function toOffers<Seen extends Subnet>(
	subnets: readonly Seen[],
): ReadonlyArray<SubnetOffer<Seen>> {
	return subnets
		.filter(({netuid}) => netuid !== 0)
		.map(subnet => ({
			subnet,
			obstacle: findObstacle(subnet),
			hasModel: findTaskObstacle(subnet.task) === undefined,
		}));
}

const findObstacle = ({registrationOpen, task}: Subnet): string | undefined =>
	registrationOpen ? findTaskObstacle(task) : 'registration is closed by its owner';

/** Get why a subnet's task cannot be mined; `undefined` if it can. */
export function findTaskObstacle(task: TaskId | undefined): string | undefined {
	if (task === undefined) {
		return 'btop does not know its task';
	}

	return taskById(task) === undefined ? `no bundled model serves ${task} yet` : undefined;
}
