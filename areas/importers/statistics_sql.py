"""The statements of a run of numbers, in their order. Each works on all rows at once.

A place is one number in them: the id four times over, plus 0 for an area, 1 for a unit and 2 for a municipality.
"""

from typing import Final

LOCK: Final = "lock table areas_statistic, areas_statisticseries in share row exclusive mode"

# The tables of a run are new and nothing is known of them: left alone, the database would take them for small and walk them in circles.
TUNE: Final = "set local work_mem = '64MB'; set local enable_nestloop = off; set local enable_mergejoin = off"
UNTUNE: Final = "set local work_mem to default; set local enable_nestloop to default; set local enable_mergejoin to default"

STAGE: Final = """
drop table if exists pg_temp.statistics_staged, pg_temp.statistics_origins, pg_temp.statistics_judged;
create temporary table statistics_staged (
  n int, indikator text, niva text, plats text, ar text, varde text, enhet text, kalla text, licens text, hamtad text
) on commit drop
"""

COPY: Final = "copy pg_temp.statistics_staged from stdin"

# How a number may be written: 12500, 12 500, −1,5, 0.25. What is left then is how PostgreSQL writes it.
_NUMBER: Final = r"^[-−+]?([0-9]{1,12}|[0-9]{1,3}([ \u00a0\u202f][0-9]{3}){1,3})([.,][0-9]{1,30})?$"
_FORMULA: Final = r"^([=@\t]|[-+](?![0-9.,]+$))"


def _digits(column: str) -> str:
    """Return the condition that a text is nothing but digits, or empty; cheaper than a pattern."""
    return f"translate({column}, '0123456789', '') = ''"


# Where the numbers come from is said on every row, and is nearly always the same: it is judged once.
ORIGINS: Final = f"""
create temporary table statistics_origins on commit drop as
select row_number() over ()::int as origin, kalla, licens, hamtad, day, array_remove(array[
  case when kalla = '' then 'kalla_empty' when length(kalla) > 300 or kalla ~ '{_FORMULA}' then 'kalla_wrong' end,
  case when licens = '' then 'licens_empty' when length(licens) > 300 or licens ~ '{_FORMULA}' then 'licens_wrong' end,
  case when hamtad = '' then 'hamtad_empty' when day is null then 'hamtad_unknown' when day > %(today)s then 'hamtad_future' end
], null) as faults
from (
  select *, case when hamtad ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' and pg_input_is_valid(hamtad, 'date') then hamtad::date end as day
  from (select distinct kalla, licens, hamtad from statistics_staged) said
) dated
"""

_PLACES: Final = """
  select 'omrade' as niva, area.slug as name, area.id * 4 as place, 1 as bearers,
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
known as materialized (
  select n, indikator, staged.niva, plats, varde, enhet, indicator.id as indicator, kind, unit, place, bearers, last, origin, day,
    origins.kalla, origins.licens, origins.faults as origin_faults,
    case when length(ar) = 4 and {_digits("ar")} then ar::int end as year,
    case when length(varde) between 1 and 12 and {_digits("varde")} then varde::numeric
         when varde ~ '{_NUMBER}' then round(translate(varde, ',−+ ' || chr(160) || chr(8239), '.-')::numeric, 4) end as number
  from statistics_staged staged
  left join areas_indicator indicator on indicator.key = staged.indikator
  left join places on places.niva = staged.niva and places.name =
    case when staged.niva = 'kommun' and length(staged.plats) < 4 and {_digits("staged.plats")} then lpad(staged.plats, 4, '0')
         else staged.plats end
  join statistics_origins origins using (kalla, licens, hamtad)
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
  select n, known.indicator, known.place, known.year, number, origin, again.first, now.id as old,
    now.value = number and now.source = kalla and now.licence = licens and now.retrieved_on = day as same,
    array_remove(array[
      case when known.indicator is null then case when indikator = '' then 'indikator_empty' else 'indikator_unknown' end end,
      case when known.place is null then
             case when niva not in ('omrade', 'enhet', 'kommun') then 'niva_unknown' when plats = '' then 'plats_empty'
                  else 'plats_' || niva end
           when bearers > 1 then 'plats_several'
           when last < make_date(greatest(known.year, 1), 1, 1) then 'plats_ended' end,
      case when known.year is null then 'ar_unknown' when known.year not between %(first)s and %(last)s then 'ar_outside' end,
      case when number is null then
             case when varde = '' then 'varde_empty' when varde ~ '{_FORMULA}' then 'varde_formula' else 'varde_unknown' end
           when kind = 'count' and number <> trunc(number) then 'varde_decimals'
           when kind in ('count', 'posts') and number < 0 then 'varde_negative'
           when kind = 'share' and number not between 0 and 100 then 'varde_share' end,
      case when enhet <> unit then case when enhet = '' then 'enhet_empty' else 'enhet_other' end
           when enhet = '' then 'enhet_empty' end,
      case when again.first <> n then 'again' end
    ], null) || origin_faults as faults
  from known
  left join again on again.indicator = known.indicator and again.place = known.place and again.year = known.year
  left join now on now.indicator = known.indicator and now.place = known.place and now.year = known.year
)
select n, indicator, place, year, number, origin, first, old, faults,
  case when cardinality(faults) > 0 then 'refused' when old is null then 'new' when same then 'unchanged' else 'changed' end as outcome
from judged
"""

COUNT: Final = "select outcome, count(*) from statistics_judged group by outcome"

# The rows that are shown are few: what is said about them is fetched for them alone.
LISTED: Final = """
with chosen as (
  (select * from statistics_judged where outcome = 'new' order by n limit %(most)s) union all
  (select * from statistics_judged where outcome = 'changed' order by n limit %(most)s) union all
  (select * from statistics_judged where outcome = 'unchanged' order by n limit %(most)s) union all
  (select * from statistics_judged where outcome = 'refused' order by n limit %(most)s)
)
select staged.*, chosen.outcome, chosen.faults, chosen.first, chosen.number, indicator.unit,
  old.value as old_value, delivery.source as old_source, delivery.licence as old_licence, delivery.retrieved_on as old_day
from chosen
join statistics_staged staged using (n)
left join areas_indicator indicator on indicator.id = chosen.indicator
left join areas_statistic old on old.id = chosen.old
left join areas_statisticdelivery delivery on delivery.id = old.delivery_id
order by n
"""

_WRITTEN: Final = f"""
from statistics_judged judged
join areas_statisticseries series
  on series.indicator_id = judged.indicator and {_SERIES_PLACE} = judged.place and series.method = 'register'
join statistics_origins origins using (origin)
join areas_statisticdelivery delivery on delivery.batch_id = %(batch)s
  and delivery.source = origins.kalla and delivery.licence = origins.licens and delivery.retrieved_on = origins.day
"""

WRITE: Final = (
    """
    insert into areas_statisticdelivery (batch_id, source, licence, retrieved_on)
    select %(batch)s::bigint, kalla, licens, day from statistics_origins
    where origin in (select origin from statistics_judged where outcome in ('new', 'changed'))
    on conflict do nothing
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
