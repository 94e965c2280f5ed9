import type {EndpointStatus} from '../connection/endpoints.ts';
import type {ConnectionStatus} from '../connection/status.ts';
import {toPublicUrl} from '../../support/public-url.ts';

/** Say which endpoints are avoided although they are preferred to the one in use, and why; `undefined` if none is. */
export function describeLeft(
	endpoints: readonly EndpointStatus[],
	{url: inUse, state}: Pick<ConnectionStatus, 'url' | 'state'>,
): string | undefined {
	const place = endpoints.findIndex(({url}) => url === inUse);
	const left = endpoints.slice(0, place).filter(({leftAt}) => leftAt !== undefined);
	if (state !== 'connected' || left.length === 0) {
		return undefined;
	}

	const reasons = left.map(
		({url, leftAt, reason}) => `\`${toPublicUrl(url)}\` was left at ${toTime(leftAt!)}: ${reason}`,
	);
	return `Another endpoint than the preferred one is used, \`${toPublicUrl(inUse)}\`: ${reasons.join('; ')}`;
}

/** The time of day in UTC. */
const toTime = (time: number) => `${new Date(time).toISOString().slice(11, 16)} UTC`;
