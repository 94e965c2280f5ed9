import {connect} from '../rig/network/connect.ts';
import type {WalkStep} from './walk.ts';

export const connectStep: WalkStep = {
	id: 'network',
	title: 'network',
	isMet: async ({found: {client}}) =>
		client?.status.getSnapshot().state === 'connected'
			? {said: `connected to ${client.status.getSnapshot().url}`}
			: undefined,
	async run({world, found}) {
		const {client, network, url, started} = await connect(world);
		found.client = client;
		found.url = url;
		found.devnet = started;
		const address = client.status.getSnapshot().url;
		const {number} = client.head.getSnapshot();
		return {
			said: `${network.name === address ? address : `${network.name} at ${address}`}, block ${number}${network.real ? '' : '; no real TAO'}`,
		};
	},
};
