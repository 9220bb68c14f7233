"""What is wrong with a file of polygons or with one of them, in words for people: one sentence each, that says what to do."""

from typing import Final

from django.utils.translation import gettext_lazy as _

FILE: Final = {
    "empty": _("Filen är tom."),
    "not_geodata": _("Filen är ingen geodatafil. Skicka en shape-fil i ett zip-arkiv, en GeoPackage eller en GeoJSON."),
    "lone_shp": _("En shape-fil består av flera filer. Packa .shp, .shx, .dbf, .prj och .cpg i ett zip-arkiv och skicka det."),
    "broken_zip": _("Zip-arkivet är skadat eller krypterat. Packa filerna igen, utan lösenord."),
    "zip_bomb": _("Zip-arkivet är för stort uppackat. Det får innehålla högst 50 filer och %(megabytes)s MB."),
    "zip_without": _("Zip-arkivet innehåller ingen geodatafil. Det ska innehålla en .shp med sina delar, en .gpkg eller en .geojson."),
    "several": _("Zip-arkivet innehåller flera geodatafiler: %(names)s. Skicka en i taget."),
    "shape_part": _("I zip-arkivet saknas delar av shape-filen: %(parts)s. De ska ha samma namn som .shp-filen."),
    "broken": _("Filen är skadad eller avbruten och går inte att läsa. Ta ut den igen ur programmet den kommer från."),
    "crashed": _("Filen går inte att läsa: läsningen avbröts. Ta ut den igen ur programmet den kommer från."),
    "slow": _("Filen tar för lång tid att läsa. Förenkla gränserna eller dela upp filen."),
    "too_large_inside": _("Filen tar för mycket minne att läsa. Förenkla gränserna eller dela upp filen."),
    "no_layer": _("Filen innehåller inget lager med områden."),
    "layers": _("Filen innehåller flera lager: %(names)s. Skicka ett lager i taget."),
    "no_features": _("Filen innehåller inga områden."),
    "many_features": _("Filen innehåller %(found)s områden. Högst %(most)s kan läsas in."),
    "many_points": _("Gränserna i filen har %(found)s punkter tillsammans. Högst %(most)s kan läsas in: förenkla dem."),
    "encoding": _(
        "Filens text har fel teckenkodning, å, ä och ö går inte att läsa: ”%(words)s”. "
        "Spara den i UTF-8, en shape-fil med en .cpg som säger UTF-8."
    ),
    "no_crs": _("Filen säger inte vilket koordinatsystem den har. Skicka med .prj-filen, eller spara om filen med koordinatsystem."),
    "unknown_crs": _("Filens koordinatsystem är okänt: ”%(crs)s”. Spara filen i SWEREF 99 TM eller WGS 84."),
}

GEOMETRY: Final = {
    "missing": _("området har ingen gräns i filen."),
    "empty": _("områdets gräns är tom, eller har för många punkter för att läsas. Förenkla den."),
    "abroad": _("gränsen ligger utanför Sverige. Kontrollera filens koordinatsystem."),
    "point": _("området är en punkt, inte en yta."),
    "line": _("området är en linje, inte en yta."),
    "other": _("området är ingen yta."),
    "crossing": _("gränsen korsar sig själv vid %(place)s."),
    "invalid": _("gränsen är ogiltig vid %(place)s: %(why)s."),
    "points": _("gränsen har %(found)s punkter, högst %(most)s får plats. Förenkla den."),
    "small": _("ytan är bara %(square_metres)s m². Ett område är större än så."),
    "outside": _("gränsen går %(kilometres)s km utanför polisregion %(region)s."),
    "same": _("gränsen är densamma som för %(other)s, på rad %(row)s."),
    "overlap": _("området överlappar %(other)s med %(square_metres)s m² (%(share)s %% av det minsta)."),
}
