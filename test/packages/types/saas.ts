// Types of the plan saas-new-and-renewal 1.0.0, written by `planwright types`. Do not edit.

/** New business, renewals and annual award */
export interface SaasNewAndRenewal {
  readonly tables: {
    /** People */
    readonly people: {
      /** Employee number */
      readonly personId: string | number;
      /** Name */
      readonly name: string;
      /** Valid from */
      readonly validFrom: string;
      /** Valid to (first day no longer valid) */
      readonly validTo?: string | null | undefined;
      /** Hired */
      readonly hired: string;
      /** Manager */
      readonly manager?: string | number | null | undefined;
      /** Group */
      readonly group: 'new' | 'renewal' | 'management';
      /** Region */
      readonly region: 'east' | 'south' | 'north' | 'southwest' | 'northwest';
    };
    /** Contracts */
    readonly contracts: {
      /** Contract number */
      readonly contractId: string | number;
      /** Owner */
      readonly owner: string | number;
      /** Signed on */
      readonly signed: string;
      /** Customer */
      readonly customer?: string | null | undefined;
      /** Product */
      readonly product: 'crm' | 'erp' | 'hr' | 'bi';
      /** Contract amount */
      readonly amount: string | number | bigint;
      /** New contract */
      readonly isNew: boolean | 'true' | '是' | 'false' | '否';
      /** Remark */
      readonly remark?: string | null | undefined;
    };
    /** Renewals due */
    readonly renewals: {
      /** Renewal number */
      readonly renewalId: string | number;
      /** Owner */
      readonly owner: string | number;
      /** Due on */
      readonly due: string;
      /** Customer */
      readonly customer?: string | null | undefined;
      /** Product */
      readonly product: 'crm' | 'erp' | 'hr' | 'bi';
      /** Amount due */
      readonly dueAmount: string | number | bigint;
      /** Renewed amount */
      readonly renewedAmount: string | number | bigint;
    };
  };
  readonly period: `${number}-Q${1 | 2 | 3 | 4}`;
  readonly reward: 'renewalReward' | 'newReward' | 'bestReward';
  readonly component: 'amount' | 'rounding';
  readonly unit: 'CNY';
  readonly node:
    | 'newContracts'
    | 'signedCount'
    | 'cancelledCount'
    | 'newCount'
    | 'newTier'
    | 'newCap'
    | 'newReward'
    | 'dueRenewals'
    | 'renewedSum'
    | 'dueSum'
    | 'renewalRate'
    | 'renewalTier'
    | 'renewalReward'
    | 'yearAmount'
    | 'groupAtEnd'
    | 'awardAmount'
    | 'qualified'
    | 'best'
    | 'bestReward';
}
