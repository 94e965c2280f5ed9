import {dispatchError} from '../../pallet/dispatch-error.ts';
import {defineEvents, event} from '../../pallet/events.ts';
import {accountId, hash} from '../../scale/bytes.ts';
import {dispatchEventInfo} from '../weight.ts';

export const systemEvents = defineEvents('System', {
	ExtrinsicSuccess: event(0, {dispatch_info: dispatchEventInfo}),
	ExtrinsicFailed: event(1, {dispatch_error: dispatchError, dispatch_info: dispatchEventInfo}),
	NewAccount: event(3, {account: accountId}),
	KilledAccount: event(4, {account: accountId}),
	Remarked: event(5, {sender: accountId, hash}),
});
