import type { DemoLanguage } from '../cast.js';
import type { Banks } from './bank.js';
import { deCare } from './de-care.js';
import { deDelivery } from './de-delivery.js';
import { enCare } from './en-care.js';
import { enDelivery } from './en-delivery.js';
import { frCare } from './fr-care.js';
import { frDelivery } from './fr-delivery.js';
import { itCare } from './it-care.js';
import { itDelivery } from './it-delivery.js';
import { deManners } from './manners-de.js';
import { enManners } from './manners-en.js';
import { frManners } from './manners-fr.js';
import { itManners } from './manners-it.js';
import { type Manners, manners } from './manners.js';

export const BANKS: Readonly<Record<DemoLanguage, Banks>> = {
  de: { ...deCare, ...deDelivery },
  en: { ...enCare, ...enDelivery },
  it: { ...itCare, ...itDelivery },
  fr: { ...frCare, ...frDelivery },
};

export const MANNERS: Readonly<Record<DemoLanguage, Manners>> = {
  de: manners(deManners),
  en: manners(enManners),
  it: manners(itManners),
  fr: manners(frManners),
};
