import {type Random, drawBetween, drawIndex, drawNormal} from '../../../support/random.ts';

export const carriers = ['bike', 'van', 'truck', 'rail'] as const;
export const terrains = ['city', 'plain', 'hills', 'mountains', 'coast'] as const;
export const services = ['express', 'standard', 'economy'] as const;

/** A delivery: one row of a table. */
export type Trip = {
	readonly carrier: (typeof carriers)[number];
	readonly terrain: (typeof terrains)[number];
	readonly service: (typeof services)[number];
	/** Kilometres. */
	readonly distance: number;
	/** When it departs, from 0 to 24. */
	readonly hour: number;
	/** Kilograms. */
	readonly weight: number;
	readonly stops: number;
	/** Degrees Celsius. */
	readonly temperature: number;
	/** How full the vehicle is, from 0 to 1. */
	readonly fill: number;
};

/** Draw a delivery. Its columns depend on each other: bikes go short ways with light parcels, and mountains are cold. */
export function drawTrip(random: Random): Trip {
	const carrier = carriers[drawIndex(random, carriers.length)]!;
	const terrain = terrains[drawIndex(random, terrains.length)]!;
	const {longest, heaviest} = limits[carrier];
	return {
		carrier,
		terrain,
		service: services[drawIndex(random, services.length)]!,
		distance: round(2 * (longest / 2) ** random(), 1),
		hour: round(drawBetween(random, 0, 24), 2),
		weight: round(0.5 * (heaviest / 0.5) ** random(), 1),
		stops: drawIndex(random, 13),
		temperature: round((terrain === 'mountains' ? 2 : 12) + 12 * drawNormal(random), 1),
		fill: round(random(), 2),
	};
}

const limits = {
	bike: {longest: 80, heaviest: 40},
	van: {longest: 900, heaviest: 1200},
	truck: {longest: 1500, heaviest: 20_000},
	rail: {longest: 1500, heaviest: 60_000},
} as const satisfies Record<Trip['carrier'], unknown>;

// The sum turns −0 into 0.
const round = (value: number, digits: number) => Number(value.toFixed(digits)) + 0;

/**
Compute how many hours a delivery takes.

Under way: the distance over the carrier's speed on that terrain; longer in traffic, with ice on slopes, for a tired cyclist, and by the drivers' rests of 11 hours after each 9 at the wheel (Regulation (EC) No 561/2006). Besides: each stop, by weight and service; the wait for a train, which leaves every six hours; and for economy the wait until the vehicle is full.
*/
export function getHours(trip: Trip): number {
	const {carrier, service, distance, hour, stops, weight, fill} = trip;
	const driving = (distance / (speeds[carrier] * getEase(trip))) * getTraffic(trip) * getIce(trip);
	const tired = carrier === 'bike' ? 1 + distance / 80 : 1;
	const isDriven = carrier === 'van' || carrier === 'truck';
	const rests = isDriven ? 11 * Math.floor(driving / 9) : 0;
	const atStops = stops * (0.1 + 0.01 * Math.sqrt(weight)) * (service === 'express' ? 0.5 : 1);
	const forTrain = carrier === 'rail' ? 6 - (hour % 6) : 0;
	const forLoad = service === 'economy' ? 20 * Math.max(0, 0.8 - fill) : 0;
	return 0.2 + driving * tired + rests + atStops + forTrain + forLoad;
}

/** Kilometres an hour. */
const speeds = {bike: 17, van: 62, truck: 52, rail: 75} as const;

const eases = {
	bike: {city: 0.95, plain: 1, hills: 0.65, mountains: 0.45, coast: 0.8},
	van: {city: 0.55, plain: 1, hills: 0.85, mountains: 0.7, coast: 0.9},
	truck: {city: 0.5, plain: 1, hills: 0.75, mountains: 0.6, coast: 0.9},
	rail: {city: 0.9, plain: 1, hills: 0.9, mountains: 0.75, coast: 0.95},
} as const;

const getEase = ({carrier, terrain}: Trip) => eases[carrier][terrain];

/** Rush hours are at 8 and at 17:30, worst in a city. */
function getTraffic({carrier, terrain, hour}: Trip): number {
	if (carrier === 'bike' || carrier === 'rail') {
		return 1;
	}

	const rush = Math.exp(-(((hour - 8) / 1.5) ** 2)) + Math.exp(-(((hour - 17.5) / 2) ** 2));
	return 1 + (terrain === 'city' ? 1.2 : 0.3) * rush;
}

function getIce({carrier, terrain, temperature}: Trip): number {
	const isSteep = terrain === 'hills' || terrain === 'mountains';
	return isSteep && carrier !== 'rail' ? 1 + 0.04 * Math.max(0, -temperature) : 1;
}
