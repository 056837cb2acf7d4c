import { canonical, isObject, type Json, listOf } from '../../domain/json';
import { type AccessChange, narrows, unclear, widens } from '../../iam/access-change';
import { compareDocuments } from '../../iam/compare-documents';
import { equal, notCovered } from '../../iam/pattern';
import { textOf } from './text-of';

/** What a change of one property does; both values are there only where the property is. */
export type PropertyRule = (before: Json | undefined, after: Json | undefined) => readonly AccessChange[];

/** Says nothing about what anybody may do. */
export const harmless: PropertyRule = () => [];

/** Says something that orgstrap cannot weigh. */
export function unknownProperty(name: string): PropertyRule {
  return () => [unclear(name)];
}

export function document(noun: string): PropertyRule {
  return (before, after) => compareDocuments(noun, before, after, textOf);
}

/** A list of which more means more access, such as the OUs of a StackSet. */
export function moreWidens(noun: string): PropertyRule {
  return (before, after) => compareLists(noun, before, after, widens, narrows);
}

/** The same, where what is taken away may have been there to deny. */
export function moreWidensFewerToRead(noun: string): PropertyRule {
  return (before, after) => compareLists(noun, before, after, widens, (_, values) => unclear(noun, values));
}

/** Something that lets somebody in; it may hold a secret, so its value is never shown. */
export function grantsEntry(noun: string): PropertyRule {
  return (before, after) => {
    if (before === undefined) return [widens(`${noun} is added`)];
    return [after === undefined ? narrows(`${noun} is removed`) : unclear(noun)];
  };
}

/** A list of which more means less access, such as the targets of an SCP. */
export function moreNarrows(noun: string): PropertyRule {
  return (before, after) => compareLists(noun, before, after, narrows, widens);
}

/** Something that must not go: another one is not known to be as strict. */
export function protects(noun: string): PropertyRule {
  return (before, after) => {
    if (after === undefined) return [widens(`${noun} is removed`, [textOf(before)])];
    if (before === undefined) return [narrows(`${noun} is added`, [textOf(after)])];
    return [unclear(noun, [`${textOf(before)} -> ${textOf(after)}`])];
  };
}

/** A number that allows more the higher it is. */
export function higherWidens(noun: string, otherwise: number): PropertyRule {
  return (before = otherwise, after = otherwise) => {
    const change = `${textOf(before)} -> ${textOf(after)}`;
    const difference = Number(textOf(after)) - Number(textOf(before));
    if (Number.isNaN(difference)) return [unclear(noun, [change])];
    if (difference === 0) return [];
    return [difference > 0 ? widens(`${noun} is higher`, [change]) : narrows(`${noun} is lower`, [change])];
  };
}

/** Switches that protect while they are on, such as those of a public access block. */
export function protectiveSwitches(noun: string, names: readonly string[]): PropertyRule {
  return (before, after) => {
    const turnedOff = names.filter((name) => isOn(before, name) && !isOn(after, name));
    const turnedOn = names.filter((name) => !isOn(before, name) && isOn(after, name));
    const rest = canonical(without(before, names)) === canonical(without(after, names)) ? [] : [unclear(noun)];
    return [
      ...(turnedOff.length > 0 ? [widens(`${noun} is loosened`, turnedOff)] : []),
      ...(turnedOn.length > 0 ? [narrows(`${noun} is tightened`, turnedOn)] : []),
      ...rest,
    ];
  };
}

/** Switches that give access, or leave it behind, while they are on. */
export function openSwitches(noun: string, names: readonly string[], harmlessNames: readonly string[]): PropertyRule {
  return (before, after) => {
    const turnedOn = names.filter((name) => !isOn(before, name) && isOn(after, name));
    const turnedOff = names.filter((name) => isOn(before, name) && !isOn(after, name));
    const known = [...names, ...harmlessNames];
    const rest = canonical(without(before, known)) === canonical(without(after, known)) ? [] : [unclear(noun)];
    return [
      ...(turnedOn.length > 0 ? [widens(`${noun} is turned on`, turnedOn)] : []),
      ...(turnedOff.length > 0 ? [narrows(`${noun} is turned off`, turnedOff)] : []),
      ...rest,
    ];
  };
}

type Say = (what: string, values: readonly string[]) => AccessChange;

function compareLists(noun: string, before: Json | undefined, after: Json | undefined, more: Say, fewer: Say) {
  const earlier = listOf(before).map(textOf);
  const later = listOf(after).map(textOf);
  const added = notCovered(later, earlier, equal);
  const removed = notCovered(earlier, later, equal);
  return [
    ...(added.length > 0 ? [more(`${noun}: more`, added)] : []),
    ...(removed.length > 0 ? [fewer(`${noun}: fewer`, removed)] : []),
  ];
}

function isOn(value: Json | undefined, name: string): boolean {
  return isObject(value) && String(value[name]) === 'true';
}

function without(value: Json | undefined, names: readonly string[]): Json {
  if (!isObject(value)) return value ?? {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
