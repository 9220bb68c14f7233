"""The statements of a run of numbers, in their order. Each works on all rows at once.

A place is one number in them: the id four times over, plus 0 for an area, 1 for a unit and 2 for a municipality.
"""

from typing import Final

LOCK: Final = "lock table areas_statistic, areas_statisticseries in share row exclusive mode"

STAGE: Final = """
drop table if exists pg_temp.statistics_staged, pg_temp.statistics_judged;
create temporary table statistics_staged (
  n int, indikator text, niva text, plats text, ar text, varde text, enhet text, kalla text, licens text, hamtad text
) on commit drop
"""

COPY: Final = "copy pg_temp.statistics_staged from stdin"

# How a number may be written: 12500, 12 500, −1,5, 0.25. What is left then is how PostgreSQL writes it.
_NUMBER: Final = r"^[-−+]?([0-9]{1,12}|[0-9]{1,3}([ \u00a0\u202f][0-9]{3}){1,3})([.,][0-9]{1,30})?$"
_FORMULA: Final = r"^([=@\t]|[-+](?![0-9.,]+$))"

_PLACES: Final = """
  select 'omrade' as niva, area.slug as name, area.id * 4 as place, 1 as number,
         case when bool_and(version.valid_to is not null) then max(version.valid_to) end as last
  from areas_area area left join areas_areaversion version on version.area_id = area.id group by area.id
  union all
  select 'enhet', key, id * 4 + 1, 1, valid_to from areas_unit
  union all
  select 'enhet', code, min(id) * 4 + 1, count(*), case when count(*) = 1 then max(valid_to) end
  from areas_unit unit where code <> '' and not exists (select from areas_unit other where other.key = unit.code) group by code
  union all
  select 'kommun', code, id * 4 + 2, 1, null from areas_municipality
"""

_SERIES_PLACE: Final = "coalesce(series.area_id * 4, series.unit_id * 4 + 1, series.municipality_id * 4 + 2)"

JUDGE: Final = f"""
create temporary table statistics_judged on commit drop as
with places as materialized ({_PLACES}),
known as (
  select staged.*, indicator.id as indicator, indicator.kind, indicator.unit, places.place, places.number as bearers, places.last,
    case when ar ~ '^[0-9]{{4}}$' then ar::int end as year,
    case when varde ~ '{_NUMBER}'
      then round(translate(varde, ',−+ ' || chr(160) || chr(8239), '.-')::numeric, 4) end as number,
    case when hamtad ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' and pg_input_is_valid(hamtad, 'date') then hamtad::date end as day
  from statistics_staged staged
  left join areas_indicator indicator on indicator.key = staged.indikator
  left join places on places.niva = staged.niva and places.name =
    case when staged.niva = 'kommun' and staged.plats ~ '^[0-9]{{1,3}}$' then lpad(staged.plats, 4, '0') else staged.plats end
),
again as (
  select indicator, place, year, min(n) as first from known
  where indicator is not null and place is not null and year is not null group by indicator, place, year having count(*) > 1
),
now as (
  select series.indicator_id as indicator, {_SERIES_PLACE} as place, statistic.year, statistic.id, statistic.value,
    delivery.source, delivery.licence, delivery.retrieved_on
  from areas_statistic statistic
  join areas_statisticseries series on series.id = statistic.series_id
  join areas_statisticdelivery delivery on delivery.id = statistic.delivery_id
  where series.method = 'register'
),
judged as (
  select known.*, again.first, now.id as old, now.value as old_value, now.source as old_source, now.licence as old_licence,
    now.retrieved_on as old_day,
    array_remove(array[
      case when indikator = '' then 'indikator_empty' when known.indicator is null then 'indikator_unknown' end,
      case when niva not in ('omrade', 'enhet', 'kommun') then 'niva_unknown'
           when plats = '' then 'plats_empty'
           when known.place is null then 'plats_' || niva
           when bearers > 1 then 'plats_several'
           when last < make_date(greatest(known.year, 1), 1, 1) then 'plats_ended' end,
      case when known.year is null then 'ar_unknown' when known.year not between %(first)s and %(last)s then 'ar_outside' end,
      case when varde = '' then 'varde_empty'
           when number is null then case when varde ~ '{_FORMULA}' then 'varde_formula' else 'varde_unknown' end
           when kind = 'count' and number <> trunc(number) then 'varde_decimals'
           when kind in ('count', 'posts') and number < 0 then 'varde_negative'
           when kind = 'share' and number not between 0 and 100 then 'varde_share' end,
      case when enhet = '' then 'enhet_empty' when enhet <> unit then 'enhet_other' end,
      case when kalla = '' then 'kalla_empty' when length(kalla) > 300 or kalla ~ '{_FORMULA}' then 'kalla_wrong' end,
      case when licens = '' then 'licens_empty' when length(licens) > 300 or licens ~ '{_FORMULA}' then 'licens_wrong' end,
      case when hamtad = '' then 'hamtad_empty' when day is null then 'hamtad_unknown' when day > %(today)s then 'hamtad_future' end,
      case when again.first <> n then 'again' end
    ], null) as faults
  from known
  left join again on again.indicator = known.indicator and again.place = known.place and again.year = known.year
  left join now on now.indicator = known.indicator and now.place = known.place and now.year = known.year
)
select *,
  case when faults <> array[]::text[] then 'refused'
       when old is null then 'new'
       when old_value = number and old_source = kalla and old_licence = licens and old_day = day then 'unchanged'
       else 'changed' end as outcome
from judged
"""

COUNT: Final = "select outcome, count(*) from statistics_judged group by outcome"

LISTED: Final = """
select * from (
  (select * from statistics_judged where outcome = 'new' order by n limit %(most)s) union all
  (select * from statistics_judged where outcome = 'changed' order by n limit %(most)s) union all
  (select * from statistics_judged where outcome = 'unchanged' order by n limit %(most)s) union all
  (select * from statistics_judged where outcome = 'refused' order by n limit %(most)s)
) listed order by n
"""

_WRITTEN: Final = f"""
from statistics_judged judged
join areas_statisticseries series on series.indicator_id = judged.indicator and {_SERIES_PLACE} = judged.place and series.method = 'register'
join areas_statisticdelivery delivery on delivery.batch_id = %(batch)s
  and delivery.source = judged.kalla and delivery.licence = judged.licens and delivery.retrieved_on = judged.day
"""

WRITE: Final = (
    """
    insert into areas_statisticdelivery (batch_id, source, licence, retrieved_on)
    select distinct %(batch)s::bigint, kalla, licens, day from statistics_judged where outcome in ('new', 'changed')
    """,
    """
    insert into areas_statisticseries (indicator_id, area_id, unit_id, municipality_id, method)
    select distinct indicator, case place %% 4 when 0 then place / 4 end, case place %% 4 when 1 then place / 4 end,
      case place %% 4 when 2 then place / 4 end, 'register'
    from statistics_judged where outcome = 'new'
    on conflict do nothing
    """,
    f"""
    insert into areas_statistic (series_id, year, value, delivery_id)
    select series.id, judged.year, judged.number, delivery.id {_WRITTEN} where judged.outcome = 'new'
    """,
    f"""
    update areas_statistic statistic set value = found.value, delivery_id = found.delivery
    from (select judged.old, judged.number as value, delivery.id as delivery {_WRITTEN} where judged.outcome = 'changed') found
    where statistic.id = found.old
    """,
)
