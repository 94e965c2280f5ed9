import {connect} from '../rig/network/connect.ts';
import {toPublicUrl} from '../support/public-url.ts';
import type {WalkStep} from './walk.ts';

/** Connects to the chosen network, to follow the chain. */
export const connectStep = createConnectStep({follow: true});

/** Connects to it to read the block of that moment, which takes fewer requests. */
export const connectOnceStep = createConnectStep({follow: false});

function createConnectStep(options: {readonly follow: boolean}): WalkStep {
	return {
		id: 'network',
		title: 'network',
		isMet: async ({found: {client}}) =>
			client?.status.getSnapshot().state === 'connected'
				? {said: `connected to ${toPublicUrl(client.status.getSnapshot().url)}`}
				: undefined,
		async run({world, found}) {
			const {client, network, url, started} = await connect(world, options);
			found.client = client;
			found.url = url;
			found.devnet = started;
			const {url: inUse} = client.status.getSnapshot();
			const address = toPublicUrl(inUse);
			const {number} = client.head.getSnapshot();
			return {
				said: `${network.name === inUse ? address : `${network.name} at ${address}`}, block ${number}${network.real ? '' : '; no real TAO'}`,
			};
		},
	};
}
